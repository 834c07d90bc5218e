import { idFrom } from '@cardstock/contracts';
import { currentKeyedRequest, type Transact } from '@cardstock/service';

/** Work of a mutation; `commandId` is the same when the request is sent again under its idempotency key. */
type Work<Outcome> = (commandId: string | undefined) => Promise<Outcome>;

export type Once = <Outcome>(work: Work<Outcome>) => Promise<Outcome>;

/**
 * Has a request with an idempotency key answered once. Its effect is in MongoDB and its outcome is stored in PostgreSQL,
 * so a crash in between leaves the effect alone: the work, done again, must find it by `commandId` and do nothing more.
 */
export const makeOnce =
  (transact: Transact): Once =>
  (work) => {
    const keyed = currentKeyedRequest();
    if (!keyed) return work(undefined);
    const commandId = idFrom('catalog-command', keyed.caller, keyed.key, keyed.place);
    return transact(() => work(commandId));
  };
