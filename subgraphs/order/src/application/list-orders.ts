import {
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  forbidden,
  hasScope,
  isUser,
  toConnection,
  unauthenticated,
  type Viewer,
} from '@cardstock/service';
import { requireSomebody } from './access.ts';
import type { ListRequest, Page } from './index.ts';
import { isUuid } from './is-uuid.ts';
import type { ListedPage, OrderQueries, PlaceInList } from './ports.ts';
import type { OrderView } from './views.ts';

type Queries = Pick<OrderQueries, 'list' | 'listOfCustomers'>;

const placeIn = (after: string | undefined): PlaceInList | undefined => {
  if (after === undefined) return undefined;
  const [time, id] = decodeCursor(after, 2);
  const placedAt = new Date(String(time));
  // No order is older than the epoch; PostgreSQL knows of no dates as early as JavaScript does.
  const isTime = placedAt.getTime() >= 0;
  if (!isTime || !isUuid(String(id))) {
    throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
  }
  return { placedAt, id: String(id) };
};

const toPage = ({ rows, totalCount }: ListedPage, { first, after }: Page): Connection<OrderView> =>
  toConnection({
    rows,
    first,
    after,
    totalCount,
    cursorOf: ({ placedAt, id }) => encodeCursor([placedAt.toISOString(), id]),
    nodeOf: (order) => order,
  });

/** Whose orders a list may show: one's own; for staff those asked for, or all. */
const customerFor = (viewer: Viewer, wanted: string | undefined): string | undefined => {
  requireSomebody(viewer);
  if (hasScope(viewer, 'order:read')) return wanted;
  if (viewer.kind !== 'user') throw unauthenticated();
  if (wanted !== undefined && wanted !== viewer.id) throw forbidden('These are not your orders.');
  return viewer.id;
};

export const makeListOrders =
  (queries: Queries) =>
  async (viewer: Viewer, { first, after, customerId, ...filter }: ListRequest): Promise<Connection<OrderView>> => {
    const customer = customerFor(viewer, customerId);
    if (customer !== undefined && !isUuid(customer)) {
      throw badUserInput({ field: 'filter.customerId', message: 'is not the id of a customer' });
    }
    const page = await queries.list({ ...filter, customerId: customer }, checkFirst(first) + 1, placeIn(after));
    return toPage(page, { first, after });
  };

/** The lists of several users at once, for a list of users. */
export const makeListOrdersOf =
  (queries: Queries) =>
  async (viewer: Viewer, customerIds: readonly string[], { first, after }: Page): Promise<Connection<OrderView>[]> => {
    requireSomebody(viewer);
    const isAllowed = hasScope(viewer, 'order:read') || customerIds.every((id) => isUser(viewer, id));
    if (!isAllowed) throw forbidden('These are not your orders.');
    const pages = await queries.listOfCustomers(customerIds.filter(isUuid), checkFirst(first) + 1, placeIn(after));
    return customerIds.map((id) => toPage(pages.get(id) ?? { rows: [], totalCount: 0 }, { first, after }));
  };
