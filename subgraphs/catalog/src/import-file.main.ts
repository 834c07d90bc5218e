import { ConfigError, makeLog, parseConfig } from '@cardstock/service';
import { type ImportConfig, importConfig } from './config.ts';
import { openStores } from './import/open-stores.ts';
import { openWriteSide, type WriteSide } from './import/open-write-side.ts';
import { makeProgress } from './import/progress.ts';
import { type ImportRequest, readImportArguments } from './transfer/arguments.ts';
import { importProducts } from './transfer/import-products-command.ts';
import { SourceChanged } from './transfer/import-records.ts';
import { importSettings } from './transfer/import-settings-command.ts';
import { makeProblemReport, type ProblemReport } from './transfer/problem-report.ts';
import { FORMATS } from './transfer/sources.ts';
import { UsageError } from './transfer/usage-error.ts';

const USAGE = `npm run catalog:import -- --source FILE|PACKAGE [--format ${FORMATS.join('|')}] [--dry-run] [--report FILE]
  [--undefined-attributes] [--what products|categories|attributes]`;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Command {
  readonly request: ImportRequest;
  readonly config: ImportConfig;
  readonly writeSide: WriteSide;
  readonly signal: AbortSignal;
}

const importAll = ({ request, config, writeSide, signal }: Command, { tell }: ProblemReport): Promise<void> => {
  if (request.what !== 'products') return importSettings({ request, writeSide, tell, print });
  return importProducts({
    request,
    checkImport: writeSide.checkImport,
    openStores: () => openStores(config, makeLog({ name: 'catalog-import', level: config.LOG_LEVEL })),
    makeProgress: (wording) => makeProgress({ isTerminal: process.stdout.isTTY === true, print }, wording),
    tell,
    print,
    signal,
  });
};

/** Whether all of it could be taken. */
const main = async (signal: AbortSignal): Promise<boolean> => {
  const env = process.env;
  const request = readImportArguments(process.argv.slice(2), env['INIT_CWD']);
  const config = parseConfig(importConfig, env);
  const report = makeProblemReport(print, request.reportPath);
  const writeSide = await openWriteSide(config.MONGODB_URL);
  try {
    await importAll({ request, config, writeSide, signal }, report);
  } finally {
    report.close();
    await writeSide.mongo.close();
  }
  return report.count() === 0;
};

/** A file that is not there, or cannot be read or written. */
const FILE_TROUBLE: readonly unknown[] = ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'];
const isFileTrouble = (err: unknown): err is Error =>
  err instanceof Error && 'code' in err && FILE_TROUBLE.includes(err.code);

const explain = (err: unknown): string => {
  if (err instanceof UsageError) return `${err.message}\n${USAGE}`;
  if (err instanceof ConfigError || err instanceof SourceChanged || isFileTrouble(err)) return err.message;
  if (err instanceof Error && err.name === 'AbortError') return 'interrupted; running it again goes on from here';
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
};

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
await main(stop.signal).then(
  (isWhole) => {
    if (!isWhole) process.exitCode = 2;
  },
  (err: unknown) => {
    process.stderr.write(`catalog import: ${explain(err)}\n`);
    process.exitCode = 1;
  },
);
