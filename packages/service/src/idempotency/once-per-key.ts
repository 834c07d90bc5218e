import { deserialize, serialize } from 'node:v8';
import type { Transact } from '../database/transact.ts';
import { takeStep, withoutKey } from './keyed-field.ts';
import { keep, recall } from './records.ts';

/**
 * Has each transaction of a mutation that came with a key happen once: effects and outcome are committed together, and
 * the request repeated gets the outcome instead. What is thrown rolls both back, so that trying again tries again.
 */
export const oncePerKey = (transact: Transact): Transact => {
  const once: Transact = <Result>(work: Parameters<typeof transact<Result>>[0]) =>
    takeStep((step) =>
      transact(async (scope) => {
        const known = await recall(scope.sql, step);
        if (known) return deserialize(known) as Result;
        const outcome = serialize(await withoutKey(() => work(scope)));
        await keep(scope.sql, step, outcome);
        // Also the first time what was stored, not what it was made of: the same answer then as later.
        return deserialize(outcome) as Result;
      }),
    ) ?? transact(work);
  return once;
};
