import { randomUUID } from 'node:crypto';
import { ConfigError, makeLog, openDatabase, parseConfig } from '@cardstock/service';
import { RebuildTaken } from './application/rebuild.ports.ts';
import { openCaches } from './cache-side.ts';
import { importConfig } from './config.ts';
import { makeProgress } from './import/progress.ts';
import { MIGRATIONS } from './persistence/migrations/index.ts';
import { makeEventSequence } from './persistence/mongo/event-sequence.ts';
import { openMongo } from './persistence/mongo/mongo.ts';
import { makeProductDocuments } from './persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from './persistence/mongo/product-event.repository.ts';
import { runRebuild } from './projection/run-rebuild.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const main = async (): Promise<void> => {
  const startedAt = performance.now();
  const { MONGODB_URL, DATABASE_URL, REDIS_URL, LOG_LEVEL } = parseConfig(importConfig, process.env);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const log = makeLog({ name: 'catalog-rebuild', level: LOG_LEVEL });
  const mongo = await openMongo(MONGODB_URL);
  const orm = await openDatabase({ url: DATABASE_URL, entities: [], migrations: MIGRATIONS, log, poolSize: 3 });
  const { caches, close: closeCaches } = openCaches({ redisUrl: REDIS_URL, log });
  const progress = makeProgress(
    { isTerminal: process.stdout.isTTY === true, print },
    { doing: 'Rebuilding', things: 'events' },
  );
  try {
    const sequence = makeEventSequence(mongo);
    const stores = { events: makeProductEvents(mongo), documents: makeProductDocuments(mongo) };
    const events = await runRebuild({
      orm,
      sequence,
      stores,
      caches,
      run: randomUUID(),
      report: progress.report,
      signal: stop.signal,
    });
    progress.stop();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print(`The read model is made anew from ${events.toLocaleString('en-US')} events, in ${seconds} s`);
  } finally {
    progress.stop();
    closeCaches();
    await orm.close();
    await mongo.close();
  }
};

const explain = (err: unknown): string => {
  if (err instanceof ConfigError || err instanceof RebuildTaken) return err.message;
  if (err instanceof Error && err.name === 'AbortError') return 'interrupted; what is read has not changed';
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
};

await main().catch((err: unknown) => {
  process.stderr.write(`catalog rebuild: ${explain(err)}\n`);
  process.exitCode = 1;
});
