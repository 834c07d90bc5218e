import { isUuid } from '@cardstock/contracts';
import {
  badUserInput,
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
import { requireSomebody } from '../access.ts';
import type { ListRequest, OrderPage, Page } from '../index.ts';
import { type ListedPage, MOST_COUNTED, type OrderQueries, type OrderSort, type PlaceInList } from '../ports.ts';
import type { OrderView } from './views.ts';

type Queries = Pick<OrderQueries, 'list' | 'listOfCustomers'>;

const isByTotal = (sort: OrderSort): boolean => sort === 'TOTAL_DESC' || sort === 'TOTAL_ASC';

const placeIn = (after: string | undefined, sort: OrderSort): PlaceInList | undefined => {
  if (after === undefined) return undefined;
  const [first, id] = decodeCursor(after, 2);
  const key = isByTotal(sort) ? Number(first) : new Date(String(first));
  // No order is older than the epoch; PostgreSQL knows of no dates as early as JavaScript does.
  const isKey = typeof key === 'number' ? Number.isInteger(key) && Math.abs(key) < 2 ** 31 : key.getTime() >= 0;
  if (!isKey || !isUuid(String(id))) {
    throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
  }
  return { key, id: String(id) };
};

const toPage = ({ rows, totalCount }: ListedPage, { first, after }: Page, sort: OrderSort): OrderPage => {
  const connection = toConnection({
    rows,
    first,
    after,
    totalCount: Math.min(totalCount, MOST_COUNTED),
    cursorOf: ({ placedAt, totals, id }: OrderView) =>
      encodeCursor([isByTotal(sort) ? totals.grandTotal.amount : placedAt.toISOString(), id]),
    nodeOf: (order) => order,
  });
  return { ...connection, totalCountIsEstimate: totalCount > MOST_COUNTED };
};

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
  async (viewer: Viewer, { first, after, customerId, ...filter }: ListRequest): Promise<OrderPage> => {
    const sort = filter.sort ?? 'PLACED_DESC';
    const customer = customerFor(viewer, customerId);
    if (customer !== undefined && !isUuid(customer)) {
      throw badUserInput({ field: 'filter.customerId', message: 'is not the id of a customer' });
    }
    const wanted = { ...filter, sort, customerId: customer };
    const page = await queries.list(wanted, checkFirst(first) + 1, placeIn(after, sort));
    return toPage(page, { first, after }, sort);
  };

/** The lists of several users at once, for a list of users. */
export const makeListOrdersOf =
  (queries: Queries) =>
  async (viewer: Viewer, customerIds: readonly string[], { first, after }: Page): Promise<OrderPage[]> => {
    requireSomebody(viewer);
    const isAllowed = hasScope(viewer, 'order:read') || customerIds.every((id) => isUser(viewer, id));
    if (!isAllowed) throw forbidden('These are not your orders.');
    const place = placeIn(after, 'PLACED_DESC');
    const pages = await queries.listOfCustomers(customerIds.filter(isUuid), checkFirst(first) + 1, place);
    return customerIds.map((id) =>
      toPage(pages.get(id) ?? { rows: [], totalCount: 0 }, { first, after }, 'PLACED_DESC'),
    );
  };
