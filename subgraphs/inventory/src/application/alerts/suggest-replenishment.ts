import { badUserInput, checkFirst, encodeCursor, type PageInfo, type Viewer } from '@cardstock/service';
import { type Plan, type Suggestion, suggest } from '../../domain/stock/replenishment.ts';
import { checkMayRead } from '../access.ts';
import type { PageRequest } from '../reading/read-ledger.ts';
import type { StaffQueries } from '../reading/staff-queries.ts';
import { skuIn } from './list-alerts.ts';

// So many SKUs are looked at for one page, however few of them need anything: a page may be short, or empty, with more behind it.
const LOOK_AT = 1_000;
// Most pages are full after a lot or two.
const LOT = 200;
const DAY_MS = 86_400_000;
const LONGEST_WINDOW = 365;

export interface SuggestionPage {
  readonly edges: readonly { readonly node: Suggestion; readonly cursor: string }[];
  readonly nodes: readonly Suggestion[];
  readonly pageInfo: PageInfo;
}

const checkDays = (plan: Plan): void => {
  for (const [field, days] of Object.entries(plan)) {
    const least = field === 'days' ? 1 : 0;
    if (days < least || days > LONGEST_WINDOW)
      throw badUserInput({ field, message: `must be between ${least} and ${LONGEST_WINDOW}` });
  }
};

const startOfDay = (moment: Date): Date => new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);

interface Search {
  readonly wanted: readonly Suggestion[];
  /** The last SKU that was looked at; undefined where there was none. */
  readonly lastSku: string | undefined;
  readonly isEnd: boolean;
}

interface Sought {
  readonly plan: Plan;
  readonly until: Date;
  readonly enough: number;
  readonly after: string | undefined;
}

const search = async (queries: StaffQueries, { plan, until, enough, after }: Sought): Promise<Search> => {
  const from = new Date(until.getTime() - plan.days * DAY_MS);
  const wanted: Suggestion[] = [];
  let lastSku = after;
  for (let looked = 0; looked < LOOK_AT && wanted.length < enough; looked += LOT) {
    const sales = await queries.sales({ from, until, limit: LOT, after: lastSku });
    wanted.push(...sales.flatMap((known) => suggest(known, plan) ?? []));
    lastSku = sales.at(-1)?.sku ?? lastSku;
    if (sales.length < LOT) return { wanted, lastSku, isEnd: true };
  }
  return { wanted, lastSku, isEnd: false };
};

/** What should be ordered, by SKU, from what was sold on the whole days of a window that ends with today: for staff. */
export const suggestReplenishment =
  (queries: StaffQueries, now: () => Date) =>
  async (viewer: Viewer, plan: Plan, { first, after }: PageRequest): Promise<SuggestionPage> => {
    checkMayRead(viewer);
    checkDays(plan);
    checkFirst(first);
    const until = new Date(startOfDay(now()).getTime() + DAY_MS);
    const found = await search(queries, { plan, until, enough: first + 1, after: skuIn(after) });
    const nodes = found.wanted.slice(0, first);
    const edges = nodes.map((node) => ({ node, cursor: encodeCursor([node.sku]) }));
    const isCut = found.wanted.length > first;
    const end = isCut ? nodes.at(-1)?.sku : found.lastSku;
    const pageInfo = {
      hasNextPage: isCut || !found.isEnd,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: end === undefined ? null : encodeCursor([end]),
    };
    return { edges, nodes, pageInfo };
  };
