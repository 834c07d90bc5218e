/** Where a document lies in the data file; the identity of a document while the server runs. */
export type Row = { readonly order: number; position: number; length: number };
type Entry = { readonly key: string; readonly row: Row };

const BLOCK = 512;

const isBefore = (entry: Entry, key: string, order: number): boolean =>
  entry.key < key || (entry.key === key && entry.row.order < order);

/** First place in a sorted block that is not before (key, order). */
const placeIn = (block: readonly Entry[], key: string, order: number): number => {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = block[middle];
    if (entry && isBefore(entry, key, order)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Entries in key order, kept in short sorted blocks (a B+ tree of two levels): finding, adding and removing take a few comparisons. */
export const makeOrderedEntries = () => {
  const blocks: Entry[][] = [[]];

  const blockAt = (key: string, order: number): number => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const first = blocks[middle]?.[0];
      if (first && isBefore(first, key, order)) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const add = (key: string, row: Row): void => {
    const index = blockAt(key, row.order);
    const block = blocks[index] ?? [];
    block.splice(placeIn(block, key, row.order), 0, { key, row });
    if (block.length <= BLOCK) return;
    const ascending = index === blocks.length - 1;
    blocks.splice(index + 1, 0, block.splice(ascending ? BLOCK - 8 : BLOCK / 2));
  };

  const remove = (key: string, row: Row): void => {
    let index = blockAt(key, row.order);
    let block = blocks[index] ?? [];
    let place = placeIn(block, key, row.order);
    if (place === block.length) {
      index += 1;
      block = blocks[index] ?? [];
      place = 0;
    }
    if (block[place]?.row !== row) return;
    block.splice(place, 1);
    if (block.length === 0 && blocks.length > 1) blocks.splice(index, 1);
  };

  function* ascending(low: string, high: string): Generator<Row> {
    for (let index = blockAt(low, -1); index < blocks.length; index += 1) {
      const block = blocks[index] ?? [];
      for (let place = placeIn(block, low, -1); place < block.length; place += 1) {
        const entry = block[place];
        if (!entry || entry.key >= high) return;
        yield entry.row;
      }
    }
  }

  function* descending(low: string, high: string): Generator<Row> {
    for (let index = blockAt(high, -1); index >= 0; index -= 1) {
      const block = blocks[index] ?? [];
      for (let place = placeIn(block, high, -1) - 1; place >= 0; place -= 1) {
        const entry = block[place];
        if (!entry || entry.key < low) return;
        yield entry.row;
      }
    }
  }

  const first = (key: string): Row | undefined => {
    const next = ascending(key, `${key}\0`).next();
    return next.done ? undefined : next.value;
  };

  return { add, remove, ascending, descending, first };
};

export type OrderedEntries = ReturnType<typeof makeOrderedEntries>;
