import { aUser, eventually } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '../src/index.ts';
import { startTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await startTill();
});
beforeEach(async () => {
  till.moments.beforeCommit = async () => undefined;
  till.moments.afterCommit = async () => undefined;
  await till.sql('update till set amount = 0');
});
afterAll(() => till.stop());

const DEPOSIT = 'mutation { deposit(amount: 5) { amount at } }';
const staff = aUser();
let count = 0;
const newKey = (): string => {
  count += 1;
  return `key-${count}`;
};
const codesOf = ({ errors = [] }: { errors?: readonly { extensions: { code: string } }[] }): string[] =>
  errors.map(({ extensions }) => extensions.code);

/** A moment that is reached once and lasts until it is let go. */
const aPause = () => {
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const once = async (): Promise<void> => {
    reached.resolve();
    await released.promise;
  };
  return { once, reached: reached.promise, release: released.resolve };
};

describe('a mutation with an idempotency key', () => {
  it('is done once and answered the same ever after', async () => {
    const asked = { viewer: staff, query: DEPOSIT, key: newKey() };
    const first = await till.ask(asked);
    expect(first).toMatchObject({ data: { deposit: { amount: 5 } } });
    await till.ask({ ...asked, key: newKey() });
    expect(await till.ask(asked)).toEqual(first);
    expect(await till.amount()).toBe(10);
  });

  it('is done once by 20 that come at the same time: the others get its answer, or are told to come back', async () => {
    const asked = { viewer: staff, query: DEPOSIT, key: newKey() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => till.ask(asked)));
    expect(await till.amount()).toBe(5);
    const done = answers.filter(({ errors }) => !errors);
    expect(done.length).toBeGreaterThan(0);
    for (const answer of done) expect(answer).toEqual(done[0]);
    expect(answers.flatMap(codesOf).every((code) => code === 'IDEMPOTENCY_IN_FLIGHT')).toBe(true);
  });

  it('is refused where the key stands for another request, also of another field', async () => {
    const key = newKey();
    await till.ask({ viewer: staff, query: DEPOSIT, key });
    const more = 'mutation { deposit(amount: 50) { amount } }';
    expect(codesOf(await till.ask({ viewer: staff, query: more, key }))).toEqual(['IDEMPOTENCY_CONFLICT']);
    const other = 'mutation { withdraw(amount: 5) { __typename } }';
    expect(codesOf(await till.ask({ viewer: staff, query: other, key }))).toEqual(['IDEMPOTENCY_CONFLICT']);
    expect(await till.amount()).toBe(5);
  });

  it('is told to come back while its twin is under way', async () => {
    const asked = { viewer: staff, query: DEPOSIT, key: newKey() };
    const pause = aPause();
    till.moments.beforeCommit = pause.once;
    const first = till.ask(asked);
    await pause.reached;
    const twin = await till.ask(asked);
    expect(twin.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT', retryable: true });
    pause.release();
    const answer = await first;
    expect(await till.ask(asked)).toEqual(answer);
    expect(await till.amount()).toBe(5);
  });

  it('stands in nobody else’s way under another key, nor for another viewer with the same one', async () => {
    const asked = { viewer: staff, query: DEPOSIT, key: newKey() };
    const pause = aPause();
    till.moments.afterCommit = pause.once;
    const first = till.ask(asked);
    await pause.reached;
    till.moments.afterCommit = async () => undefined;
    expect(codesOf(await till.ask({ ...asked, key: newKey() }))).toEqual([]);
    expect(codesOf(await till.ask({ ...asked, viewer: aUser() }))).toEqual([]);
    expect(codesOf(await till.ask({ ...asked, viewer: ANONYMOUS }))).toEqual([]);
    pause.release();
    await first;
    expect(await till.amount()).toBe(20);
  });

  it('remembers a refusal, but not what was thrown', async () => {
    const withdraw = 'mutation { withdraw(amount: 5) { __typename ... on TooLittle { code } } }';
    const asked = { viewer: staff, query: withdraw, key: newKey() };
    const refused = await till.ask(asked);
    expect(refused).toMatchObject({ data: { withdraw: { code: 'TILL_EMPTY' } } });
    await till.sql('update till set amount = 100');
    expect(await till.ask(asked)).toEqual(refused);
    const deposit = { viewer: staff, query: DEPOSIT, key: newKey() };
    till.moments.beforeCommit = (run) => run(`select 1 / 0`);
    expect(codesOf(await till.ask(deposit))).toEqual(['INTERNAL']);
    till.moments.beforeCommit = async () => undefined;
    expect(codesOf(await till.ask(deposit))).toEqual([]);
    expect(await till.amount()).toBe(105);
  });

  it('fails where its outcome could not be given again', async () => {
    const answer = await till.ask({ viewer: staff, query: 'mutation { share { amount } }', key: newKey() });
    expect(codesOf(answer)).toEqual(['INTERNAL']);
  });

  it('is the same whatever its fields are called, however long', async () => {
    const name = 'a'.repeat(5_000);
    const asked = { viewer: staff, query: `mutation { ${name}: deposit(amount: 5) { amount } }`, key: newKey() };
    expect(await till.ask(asked)).toEqual(await till.ask(asked));
    expect(await till.amount()).toBe(5);
  });
});

describe('a crash', () => {
  it('before the commit leaves nothing, and the request repeated is done once', async () => {
    const asked = { viewer: staff, query: DEPOSIT, key: newKey() };
    till.moments.beforeCommit = (run) => run('select pg_terminate_backend(pg_backend_pid())');
    expect(codesOf(await till.ask(asked))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(await till.amount()).toBe(0);
    till.moments.beforeCommit = async () => undefined;
    expect(await till.ask(asked)).toEqual(await till.ask(asked));
    expect(await till.amount()).toBe(5);
  });

  it('after the commit, before the answer, loses the answer only: the request repeated gets it', async () => {
    const asked = { viewer: staff, query: DEPOSIT, key: newKey() };
    const pause = aPause();
    till.moments.afterCommit = pause.once;
    const cut = new AbortController();
    const first = till.ask({ ...asked, signal: cut.signal });
    await pause.reached;
    cut.abort();
    await expect(first).rejects.toThrow(/abort/);
    pause.release();
    till.moments.afterCommit = async () => undefined;
    await till.restart();
    expect(await till.ask(asked)).toMatchObject({ data: { deposit: { amount: 5 } } });
    expect(await till.amount()).toBe(5);
  });

  it('between two transactions of one mutation has the second done, and not the first again', async () => {
    const asked = { viewer: staff, query: 'mutation { depositInTwo(amount: 5) { amount } }', key: newKey() };
    till.moments.afterCommit = async () => {
      throw new Error('the process ends here');
    };
    expect(codesOf(await till.ask(asked))).toEqual(['INTERNAL']);
    expect(await till.amount()).toBe(5);
    till.moments.afterCommit = async () => undefined;
    const [second, third] = [await till.ask(asked), await till.ask(asked)];
    expect(second).toMatchObject({ data: { depositInTwo: { amount: 10 } } });
    expect(third).toEqual(second);
    expect(await till.amount()).toBe(10);
  });
});

describe('of several transactions under one key', () => {
  it('attempts at one and the same count as one', async () => {
    const asked = { viewer: staff, query: 'mutation { depositPatiently(amount: 5) { amount } }', key: newKey() };
    let conflicts = 0;
    till.moments.beforeCommit = async (run) => {
      conflicts += 1;
      if (conflicts <= 2) await run(`do $$ begin raise exception 'too slow' using errcode = '40001'; end $$`);
    };
    const first = await till.ask(asked);
    expect(first).toMatchObject({ data: { depositPatiently: { amount: 5 } } });
    expect(conflicts).toBe(3);
    expect(await till.ask(asked)).toEqual(first);
    expect(await till.amount()).toBe(5);
  });

  it('one that fails is not answered with the outcome of the next', async () => {
    const asked = { viewer: staff, query: 'mutation { depositAfterFailing(amount: 5) { amount } }', key: newKey() };
    const first = await till.ask(asked);
    expect(codesOf(first)).toEqual([]);
    expect(await till.ask(asked)).toEqual(first);
    expect(await till.amount()).toBe(5);
  });

  it('those of two fields of one mutation are told apart, and one that fails is tried again alone', async () => {
    const query =
      'mutation { a: deposit(amount: 5) { amount } b: withdraw(amount: 2) { __typename } c: deposit(amount: 5) { amount } }';
    const asked = { viewer: staff, query, key: newKey() };
    let deposits = 0;
    till.moments.beforeCommit = async (run) => {
      deposits += 1;
      if (deposits === 2) await run('select 1 / 0');
    };
    expect(codesOf(await till.ask(asked))).toEqual(['INTERNAL']);
    expect(await till.amount()).toBe(3);
    const second = await till.ask(asked);
    expect(second).toMatchObject({ data: { a: { amount: 5 }, c: { amount: 8 } } });
    expect(await till.ask(asked)).toEqual(second);
    expect(await till.amount()).toBe(8);
  });

  it('those that start together do not take each other for twins', async () => {
    const asked = { viewer: staff, query: 'mutation { depositAtOnce(amount: 5) { amount } }', key: newKey() };
    const first = await till.ask(asked);
    expect(first).toMatchObject({ data: { depositAtOnce: [{ amount: 5 }, { amount: 10 }, { amount: 15 }] } });
    expect(await till.ask(asked)).toEqual(first);
  });
});

describe('nothing is remembered', () => {
  const records = async () => (await till.sql<{ n: number }>('select count(*)::int n from idempotency_record'))[0]?.n;

  it('of a request without a key, of a query, of work that is set aside, or in a subgraph that takes no keys', async () => {
    const before = await records();
    await till.ask({ viewer: staff, query: DEPOSIT });
    await till.ask({ viewer: staff, query: '{ amount }', key: newKey() });
    const aside = { viewer: staff, query: 'mutation { depositAside(amount: 1) { amount } }', key: newKey() };
    await till.ask(aside);
    await till.ask(aside);
    expect(await till.amount()).toBe(7);
    expect(await records()).toBe(before);
    const keyless = await startTill({ takesKeys: false });
    const asked = { viewer: staff, query: DEPOSIT, key: newKey() };
    await keyless.ask(asked);
    await keyless.ask(asked);
    expect(await keyless.amount()).toBe(10);
    await keyless.stop();
  });

  it('of the values of a query, which are always read anew', async () => {
    const asked = { viewer: staff, query: '{ counted }', key: newKey() };
    expect(await till.ask(asked)).toEqual({ data: { counted: 0 } });
    await till.sql('update till set amount = 9');
    expect(await till.ask(asked)).toEqual({ data: { counted: 9 } });
  });

  it('for longer than seven days', async () => {
    const [old, young] = [newKey(), newKey()];
    for (const key of [old, young]) await till.ask({ viewer: staff, query: DEPOSIT, key });
    await till.sql(`update idempotency_record set created_at = now() - interval '8 days' where key = $1`, [old]);
    await till.restart();
    await eventually(async () => {
      expect(await till.sql('select from idempotency_record where key = $1', [old])).toEqual([]);
    });
    expect(await till.ask({ viewer: staff, query: DEPOSIT, key: young })).toMatchObject({
      data: { deposit: { amount: 10 } },
    });
    await till.ask({ viewer: staff, query: DEPOSIT, key: old });
    expect(await till.amount()).toBe(15);
  });
});
