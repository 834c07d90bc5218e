import { isUuid } from '@cardstock/contracts';

export const PAGE_SIZE = 25;

export const isId = (text: string | undefined): text is string => text !== undefined && isUuid(text);

/** The key after which a list of things with UUIDs goes on; what is none begins at the beginning. */
export const afterId = ({ after }: Readonly<Record<string, string>>): string | undefined =>
  isId(after) ? after : undefined;

export interface PagedRows<Row> {
  readonly rows: readonly Row[];
  /** The key that the next page begins after; undefined on the last one. */
  readonly next: string | undefined;
}

/** Reads one more than a page shows, to know whether there is a next one. */
export const paged = async <Row>(
  read: (first: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): Promise<PagedRows<Row>> => {
  const found = await read(PAGE_SIZE + 1);
  const rows = found.slice(0, PAGE_SIZE);
  const last = rows.at(-1);
  return { rows, next: found.length > rows.length && last !== undefined ? keyOf(last) : undefined };
};
