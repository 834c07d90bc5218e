// npm run bench:import: how many SKUs a second catalog:import takes into empty embedded stores, from the package and from
// files of each format, and how long checking them again and exporting them takes. Each is the whole command, as it is run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleshAndBlood } from '@cardstock/catalog';
import { type BenchStores, startStores } from './import/stores.ts';

const PACKAGE = '@flesh-and-blood/cards';
const products = await fleshAndBlood.load();
const skus = products.reduce((sum, { details }) => sum + details.variants.length, 0);

const run = async ({ environment }: BenchStores, program: string, args: readonly string[]): Promise<number> => {
  const startedAt = performance.now();
  const entry = `subgraphs/catalog/dist/${program}.main.js`;
  const env = { ...process.env, ...environment, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return (performance.now() - startedAt) / 1000;
};

const tell = (what: string, seconds: number): void => {
  const rate = Math.round(skus / seconds).toLocaleString('en-US');
  const load = (loadavg()[0] ?? 0).toFixed(1);
  process.stdout.write(
    `${what.padEnd(34)} ${seconds.toFixed(1).padStart(6)} s  ${rate.padStart(7)} SKUs/s  load ${load}\n`,
  );
};

const folder = await mkdtemp(join(tmpdir(), 'cardstock-bench-files-'));
const fileOf = (format: string): string => join(folder, `all.${format}`);

/** Imports into stores that are empty, and goes on with them. */
const importInto = async (source: string, then: (stores: BenchStores) => Promise<void>): Promise<void> => {
  const stores = await startStores();
  try {
    tell(`import ${source.replace(`${folder}/`, '')}`, await run(stores, 'import-file', ['--source', source]));
    await then(stores);
  } finally {
    await stores.stop();
  }
};

process.stdout.write(`${products.length} products, ${skus} SKUs\n`);
try {
  await importInto(PACKAGE, async (stores) => {
    for (const format of ['jsonl', 'csv'])
      tell(`export as ${format}`, await run(stores, 'export', ['--file', fileOf(format)]));
  });
  for (const format of ['jsonl', 'csv'])
    await importInto(fileOf(format), async (stores) => {
      const again = ['--source', fileOf(format)];
      tell(`the same ${format} again`, await run(stores, 'import-file', again));
      tell(`dry run of the same ${format}`, await run(stores, 'import-file', [...again, '--dry-run']));
    });
} finally {
  await rm(folder, { recursive: true });
}
