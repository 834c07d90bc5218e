import { basename, resolve } from 'node:path';
import { ConfigError, makeLog, parseConfig } from '@cardstock/service';
import { importConfig } from './config.ts';
import { openStores } from './import/open-stores.ts';
import { makeProgress } from './import/progress.ts';
import { runImport } from './import/run-import.ts';
import { readArguments, UsageError } from './transfer/arguments.ts';
import { type ReadFile, readFile, sourceOf } from './transfer/read-file.ts';

const USAGE = 'npm run catalog:import -- --source FILE [--format jsonl] [--dry-run]';
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const importAll = async (name: string, file: ReadFile, env: NodeJS.ProcessEnv): Promise<boolean> => {
  const config = parseConfig(importConfig, env);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const stores = await openStores(config, makeLog({ name: 'catalog-import', level: config.LOG_LEVEL }));
  const progress = makeProgress(process.stdout.isTTY === true, print);
  try {
    const source = sourceOf(name, file);
    const { products, skus, created, revised, refused } = await runImport({
      source,
      stores,
      report: progress.report,
      signal: stop.signal,
    });
    progress.stop();
    print(`${products} products, ${skus} SKUs: ${created} new, ${revised} changed, ${refused.length} left out`);
    for (const { productId, taken } of refused)
      print(
        `${productId}: ${taken.map(({ kind, value }) => `${kind} ${value}`).join(', ')} belongs to another product`,
      );
    return refused.length === 0;
  } finally {
    progress.stop();
    await stores.close();
  }
};

const main = async (): Promise<void> => {
  const env = process.env;
  const { source, isDryRun } = readArguments(process.argv.slice(2));
  if (source === undefined) throw new UsageError('--source is needed');
  // npm runs scripts in the project's folder; the path is meant from where it was called.
  const file = await readFile(resolve(env['INIT_CWD'] ?? '.', source));
  for (const { line, field, message } of file.problems) print(`line ${line}: ${[field, message].join(' ').trim()}`);
  print(`${file.products.length} products can be imported; ${file.problems.length} problems`);
  const isWhole = isDryRun || (await importAll(`file:${basename(source)}`, file, env));
  if (!isWhole || file.problems.length > 0) process.exitCode = 2;
};

const explain = (err: unknown): string => {
  if (err instanceof UsageError) return `${err.message}\n${USAGE}`;
  if (err instanceof ConfigError) return err.message;
  if (err instanceof Error && err.name === 'AbortError') return 'interrupted; running it again goes on from here';
  if (err instanceof Error && 'code' in err && err.code === 'ENOENT') return err.message;
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
};

await main().catch((err: unknown) => {
  process.stderr.write(`catalog import: ${explain(err)}\n`);
  process.exitCode = 1;
});
