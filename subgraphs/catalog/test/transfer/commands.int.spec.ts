import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type StartedProgram, startProgram } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshStores, type TestStores } from '../stores.ts';
import { aLine, priced } from './reading.ts';

let folder: string;
let stores: TestStores;
beforeAll(async () => {
  [folder, stores] = await Promise.all([mkdtemp(join(tmpdir(), 'cardstock-commands-')), freshStores()]);
});
afterAll(() => Promise.all([rm(folder, { recursive: true }), stores.drop()]));

/** As npm runs it: the file is named from where npm was called. */
const run = (program: 'import-file' | 'export', ...args: readonly string[]): StartedProgram => {
  const env = {
    MONGODB_URL: stores.mongodbUrl,
    DATABASE_URL: stores.databaseUrl,
    INIT_CWD: folder,
    LOG_LEVEL: 'warn',
  };
  return startProgram(`subgraphs/catalog/dist/${program}.main.js`, env, args);
};

const outcomeOf = async (program: StartedProgram) => ({ code: await program.ended, output: program.output() });
const events = () => stores.mongo.events.countDocuments({ version: { $gt: 0 } });

describe('an import that is killed', () => {
  const PRODUCTS = 5_000;
  const ids = Array.from({ length: PRODUCTS }, (_, place) => `killed-${place}`);
  const summary = (more: string) => `5,000 products with 5,000 SKUs: ${more}; 0 left out`;

  it('goes on where it was when it is run again: everything is there once, and a third run changes nothing', async () => {
    await writeFile(join(folder, 'killed.jsonl'), ids.map((id) => `${aLine(id)}\n`).join(''));
    const killed = run('import-file', '--source', 'killed.jsonl');
    await eventually(async () => expect(await events()).toBeGreaterThan(0), { everyMs: 5 });
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const reached = await events();
    expect(reached).toBeLessThan(PRODUCTS);
    const there = reached.toLocaleString('en-US');
    const again = await outcomeOf(run('import-file', '--source', 'killed.jsonl'));
    expect(again).toMatchObject({ code: 0 });
    expect(again.output).toContain(`Going on: ${there} of 5,000 products are there already`);
    expect(again.output).toContain(`Imported: ${(PRODUCTS - reached).toLocaleString('en-US')} new, 0 changed`);
    expect(await outcomeOf(run('import-file', '--source', 'killed.jsonl'))).toMatchObject({
      code: 0,
      output: expect.stringContaining(summary('0 new, 0 changed, 5,000 there already')),
    });
    const counted = await stores.sql(
      'select (select count(*)::int from product) as products, count(*)::int as skus from variant',
    );
    expect(counted).toEqual([{ products: PRODUCTS, skus: PRODUCTS }]);
    expect([await events(), await stores.mongo.products.countDocuments({})]).toEqual([PRODUCTS, PRODUCTS]);
  });
});

describe('the commands', () => {
  it('write down every problem, show a few of them, and tell by the exit status that something was left out', async () => {
    const bad = Array.from({ length: 30 }, (_, place) => aLine(`bad-${place}`, priced(-1, '\u001b[31m')));
    await writeFile(join(folder, 'bad.ndjson'), bad.join('\n'));
    const args = ['--source', 'bad.ndjson', '--report', 'report.jsonl', '--dry-run'];
    const { code, output } = await outcomeOf(run('import-file', ...args));
    expect(code).toBe(2);
    expect(output.split('\n').filter((line) => line.startsWith('line '))).toHaveLength(20);
    expect(output).toContain('and 40 more\nProblems: 30 NEGATIVE_PRICE, 30 UNKNOWN_CURRENCY\n');
    expect(output).not.toContain('\u001b');
    const report = (await readFile(join(folder, 'report.jsonl'), 'utf8')).trim().split('\n');
    expect(report).toHaveLength(60);
    expect(JSON.parse(report.at(-1) ?? '')).toEqual({
      line: 30,
      code: 'UNKNOWN_CURRENCY',
      field: 'variants.0.price.currency',
      message: 'must be an ISO 4217 code',
    });
  });

  it('write a file that they read again', async () => {
    await writeFile(join(folder, 'small.jsonl'), aLine('small'));
    await run('import-file', '--source', 'small.jsonl').ended;
    expect(await outcomeOf(run('export', '--file', 'all.csv', '--all'))).toMatchObject({ code: 0, output: '' });
    const { code, output } = await outcomeOf(run('import-file', '--source', 'all.csv'));
    expect(code).toBe(0);
    expect(output).toMatch(/: 0 new, 0 changed, [\d,]+ there already; 0 left out/);
  });

  it.each([
    [['--source', 'none.jsonl'], 'no such file'],
    [['--source', 'none.jsonl', '--report', 'no/such/folder'], 'no such file'],
    [['--source', 'cards.txt'], 'the format of cards.txt is not known by its name: say --format jsonl|csv|fab'],
    [['--source', 'x', '--format', 'xml'], 'there is no format xml; formats are: jsonl, csv, fab'],
    [['--source', 'a.csv', '--what', 'categories', '--format', 'csv'], 'categories are read as jsonl only'],
    [['--source', 'a.csv', '--what', 'prices'], '--what prices is none of: products, categories, attributes'],
    [[], '--source is needed'],
    [['--sauce', 'x'], "Unknown option '--sauce'"],
  ])('say what they cannot do: %j', async (args, message) => {
    const { code, output } = await outcomeOf(run('import-file', ...args));
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(output).not.toContain('    at ');
  });
});
