import { AsyncLocalStorage } from 'node:async_hooks';

interface BatchOptions<Item, Result> {
  /** Does what is asked for, all of it or none: one result per item, in their order. */
  readonly handle: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** The most items that are handled together. */
  readonly atMost?: number;
  /** The most batches that are under way at once. */
  readonly batchesAtOnce?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (err: unknown) => void;
}

/**
 * Has what many ask for at the same time done together: an item that comes alone is handled at once, those that come
 * while others are under way are handled next, in the order in which they came. Where several fail together each is
 * handled again by itself, so that one that cannot be handled does not fail its neighbours.
 */
export const makeBatcher = <Item, Result = undefined>({
  handle,
  atMost = 64,
  batchesAtOnce = 1,
}: BatchOptions<Item, Result>): ((item: Item) => Promise<Result>) => {
  const waiting: Waiting<Item, Result>[] = [];
  // A batch is nobody's own: what runs in it is no part of the request whose item started it.
  const onItsOwn = AsyncLocalStorage.snapshot();
  let underWay = 0;
  let isPlanned = false;

  const settle = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await handle(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (err) {
      if (batch.length === 1) batch[0]?.reject(err);
      else for (const one of batch) await settle([one]);
    }
  };
  const next = async (): Promise<void> => {
    isPlanned = false;
    if (underWay >= batchesAtOnce || waiting.length === 0) return;
    underWay += 1;
    const settling = settle(waiting.splice(0, atMost));
    plan();
    await settling;
    underWay -= 1;
    plan();
  };
  const plan = (): void => {
    if (isPlanned || underWay >= batchesAtOnce || waiting.length === 0) return;
    isPlanned = true;
    // After the events that are there already: what comes in the same turn goes together.
    setImmediate(() => void onItsOwn(next));
  };
  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      plan();
    });
};
