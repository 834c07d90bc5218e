import { eventually, type StartedProgram, startProgram } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aRebuiltCatalog, type RebuiltCatalog } from './rebuilt-catalog.ts';
import { layTrap, POINTS, type Point, type Trap } from './trap.ts';

const PRODUCTS = 600;
const PATIENCE = { withinMs: 40_000, everyMs: 50 };

let rebuilt: RebuiltCatalog;
beforeAll(async () => {
  rebuilt = await aRebuiltCatalog(PRODUCTS);
  await rebuilt.stockUp(7, 5);
});
afterAll(() => rebuilt.stop());

/** The command as an operator runs it. */
const startRebuild = (): StartedProgram =>
  startProgram('subgraphs/catalog/dist/rebuild.main.js', {
    DATABASE_URL: rebuilt.catalog.stores.databaseUrl,
    MONGODB_URL: rebuilt.catalog.stores.mongodbUrl,
    NODE_OPTIONS: '',
  });

const isCaught = (trap: Trap, program: StartedProgram): Promise<void> =>
  eventually(async () => {
    if ((await trap.caught()) === 0) throw new Error(`nobody is in the trap; the command printed: ${program.output()}`);
  }, PATIENCE);

/** What a killed process leaves in PostgreSQL is gone once its connections are. */
const nobodyRebuilds = (): Promise<void> =>
  eventually(async () => {
    const locks = await rebuilt.catalog.stores.sql(
      `select 1 from pg_locks where locktype = 'advisory' and objid = 4713
         and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(locks).toEqual([]);
  }, PATIENCE);

const expectReadsAreRight = async (): Promise<void> => {
  const { data, errors } = await rebuilt.catalog.ask<{ products: { totalCount: number }; inStock: object }>(
    '{ products { totalCount } inStock: products(filter: { inStock: true }) { totalCount } }',
  );
  expect(errors).toBeUndefined();
  expect(data.products.totalCount).toBe(PRODUCTS);
  expect(data.inStock).not.toEqual({ totalCount: 0 });
};

const tablesOf = async () => {
  const { products, variants, prices, messages } = (await rebuilt.readModel()) ?? {};
  return { products, variants, prices, messages };
};

describe('a rebuild that is killed', () => {
  it.each(Object.keys(POINTS) as Point[])(
    '%s has changed nothing that is read, and the next one works',
    async (point) => {
      const before = await rebuilt.readModel();
      const tables = await tablesOf();
      const trap = await layTrap(rebuilt.catalog.stores.databaseUrl, point);
      const program = startRebuild();
      try {
        await isCaught(trap, program);
        process.kill(program.pid, 'SIGKILL');
        await program.ended;
      } finally {
        await trap.open();
      }
      await nobodyRebuilds();
      expect(await tablesOf()).toEqual(tables);
      await expectReadsAreRight();
      const next = startRebuild();
      expect([await next.ended, next.output()]).toEqual([0, expect.stringContaining('The read model is made anew')]);
      expect(await rebuilt.readModel()).toEqual(before);
      await expectReadsAreRight();
    },
  );
});

it('two rebuilds at once: one works, the other is told so, and nothing that is read suffers', async () => {
  const before = await rebuilt.readModel();
  const trap = await layTrap(rebuilt.catalog.stores.databaseUrl, 'in the middle of the rows');
  const first = startRebuild();
  try {
    await isCaught(trap, first);
    const second = startRebuild();
    expect([await second.ended, second.output()]).toEqual([
      1,
      expect.stringContaining('catalog rebuild: another rebuild is under way'),
    ]);
  } finally {
    await trap.open();
  }
  expect(await first.ended).toBe(0);
  expect(first.output()).toMatch(/Rebuilding: \d+% \(\d+ of \d+ events\)[\s\S]*Rebuilding: 100%/);
  expect(await rebuilt.readModel()).toEqual(before);
});

it('a rebuild that is interrupted says that nothing has changed', async () => {
  const trap = await layTrap(rebuilt.catalog.stores.databaseUrl, 'at the first row');
  const program = startRebuild();
  try {
    await isCaught(trap, program);
    process.kill(program.pid, 'SIGINT');
  } finally {
    await trap.open();
  }
  expect([await program.ended, program.output()]).toEqual([1, expect.stringContaining('what is read has not changed')]);
  await expectReadsAreRight();
  await rebuilt.rebuild();
});
