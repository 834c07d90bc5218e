import type { SubgraphClient } from '@cardstock/service';
import type { AskForContact } from '../application/ports.ts';

const CONTACT = 'query ContactOfUser($ids: [ID!]!) { usersById(ids: $ids) { id email displayName } }';

interface Answer {
  readonly usersById: readonly { readonly id: string; readonly email: string; readonly displayName: string }[];
}

/** Asks the auth subgraph where a user can be reached. Throws SubgraphUnavailable: the message is tried again later. */
export const makeAskForContact =
  (auth: Pick<SubgraphClient, 'query'>): AskForContact =>
  async (userId) => {
    const { usersById } = await auth.query<Answer>(CONTACT, { ids: [userId] });
    const [user] = usersById;
    return user && { userId: user.id, email: user.email, displayName: user.displayName };
  };
