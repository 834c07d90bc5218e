import { ConfigError, makeLog, parseConfig } from '@cardstock/service';
import { importConfig } from './config.ts';
import { fleshAndBlood } from './import/flesh-and-blood/flesh-and-blood.source.ts';
import { openStores } from './import/open-stores.ts';
import { makeProgress } from './import/progress.ts';
import { type ImportSummary, runImport } from './import/run-import.ts';
import { firstOf } from './import/source.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const count = (value: number): string => value.toLocaleString('en-US');

const describe = ({ products, skus, created, revised }: ImportSummary, startedAt: number): string => {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const changes = created + revised === 0 ? 'nothing new' : `${count(created)} new, ${count(revised)} changed`;
  return `Catalogue: ${count(products)} products, ${count(skus)} SKUs (${changes}) in ${seconds} s`;
};

const main = async (): Promise<void> => {
  const startedAt = performance.now();
  const config = parseConfig(importConfig, process.env);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const stores = await openStores(config, makeLog({ name: 'catalog-import', level: config.LOG_LEVEL }));
  const progress = makeProgress({ isTerminal: process.stdout.isTTY === true, print });
  try {
    const source = config.IMPORT_LIMIT ? firstOf(fleshAndBlood, config.IMPORT_LIMIT) : fleshAndBlood;
    const summary = await runImport({ source, stores, report: progress.report, signal: stop.signal });
    progress.stop();
    print(describe(summary, startedAt));
    for (const { productId, taken } of summary.refused) {
      print(
        `Left out ${productId}: ${taken.map(({ kind, value }) => `${kind} ${value}`).join(', ')} belongs to another product`,
      );
    }
  } finally {
    progress.stop();
    await stores.close();
  }
};

const isUnreachable = (err: unknown): err is Error =>
  err instanceof Error && (err.name === 'MongoServerSelectionError' || ('code' in err && err.code === 'ECONNREFUSED'));

const explain = (err: unknown): string => {
  if (err instanceof ConfigError) return err.message;
  if (err instanceof Error && err.name === 'AbortError') return 'interrupted; running it again goes on from here';
  if (isUnreachable(err)) return `a store cannot be reached: ${err.message}`;
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
};

await main().catch((err: unknown) => {
  process.stderr.write(`catalog import: ${explain(err)}\n`);
  process.exitCode = 1;
});
