import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigError, parseConfig } from '@cardstock/service';
import { importConfig } from './config.ts';
import { openMongo } from './persistence/mongo/mongo.ts';
import { readArguments, UsageError } from './transfer/arguments.ts';
import { exportProducts } from './transfer/export-products.ts';

const USAGE = 'npm run -s catalog:export -- [--format jsonl] [--file FILE]';

/** A file has its name only when it is whole. */
const writeTo = async (file: string, lines: Readable): Promise<void> => {
  const part = `${file}.part`;
  await pipeline(lines, createWriteStream(part));
  await rename(part, file);
};

const main = async (): Promise<void> => {
  const env = process.env;
  const { file } = readArguments(process.argv.slice(2));
  const mongo = await openMongo(parseConfig(importConfig, env).MONGODB_URL);
  try {
    const lines = Readable.from(exportProducts(mongo));
    if (file === undefined) await pipeline(lines, process.stdout, { end: false });
    else await writeTo(resolve(env['INIT_CWD'] ?? '.', file), lines);
  } finally {
    await mongo.close();
  }
};

const explain = (err: unknown): string => {
  if (err instanceof UsageError) return `${err.message}\n${USAGE}`;
  if (err instanceof ConfigError) return err.message;
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
};

await main().catch((err: unknown) => {
  process.stderr.write(`catalog export: ${explain(err)}\n`);
  process.exitCode = 1;
});
