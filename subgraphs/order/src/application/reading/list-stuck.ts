import { isUuid } from '@cardstock/contracts';
import {
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  toConnection,
  type Viewer,
} from '@cardstock/service';
import { requireScope } from '../access.ts';
import type { StuckQueries } from '../ports.ts';
import type { Page } from './page.ts';
import type { OrderView } from './views.ts';

const idIn = (after: string | undefined): string | undefined => {
  if (after === undefined) return undefined;
  const [id] = decodeCursor(after, 1);
  if (isUuid(String(id))) return String(id);
  throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
};

/** The orders whose sagas need people, oldest first. For staff. */
export const makeListStuck =
  (queries: StuckQueries) =>
  async (viewer: Viewer, { first, after }: Page): Promise<Connection<OrderView>> => {
    requireScope(viewer, 'order:read');
    const { rows, totalCount } = await queries.listStuck(checkFirst(first) + 1, idIn(after));
    return toConnection({
      rows,
      first,
      after,
      totalCount,
      cursorOf: ({ id }) => encodeCursor([id]),
      nodeOf: (order) => order,
    });
  };
