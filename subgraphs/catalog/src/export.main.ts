import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigError, parseConfig } from '@cardstock/service';
import { writeSideConfig } from './config.ts';
import { openWriteSide } from './import/open-write-side.ts';
import { readExportArguments } from './transfer/arguments.ts';
import { exportCatalogue } from './transfer/export-catalogue.ts';
import { UsageError } from './transfer/usage-error.ts';

const USAGE =
  'npm run -s catalog:export -- [--what products|categories|attributes] [--format jsonl|csv] [--all] [--file FILE]';

/** A file has its name only when it is whole. */
const writeTo = async (file: string, text: Readable): Promise<void> => {
  const part = `${file}.part`;
  await pipeline(text, createWriteStream(part));
  await rename(part, file);
};

const main = async (): Promise<void> => {
  const env = process.env;
  const request = readExportArguments(process.argv.slice(2), env['INIT_CWD']);
  const writeSide = await openWriteSide(parseConfig(writeSideConfig, env).MONGODB_URL);
  try {
    const text = Readable.from(exportCatalogue(writeSide, request));
    if (request.path === undefined) await pipeline(text, process.stdout, { end: false });
    else await writeTo(request.path, text);
  } finally {
    await writeSide.mongo.close();
  }
};

const explain = (err: unknown): string => {
  if (err instanceof UsageError) return `${err.message}\n${USAGE}`;
  if (err instanceof ConfigError) return err.message;
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
};

/** Who reads the output may have had enough of it, as `head` has. */
const isReaderGone = (err: unknown): boolean => err instanceof Error && 'code' in err && err.code === 'EPIPE';

await main().catch((err: unknown) => {
  process.exitCode = 1;
  if (!isReaderGone(err)) process.stderr.write(`catalog export: ${explain(err)}\n`);
});
