import { dataFolderIn } from './project.ts';
import { drain, importCatalogue } from './supervisor/catalogue.ts';
import type { Watcher } from './supervisor/child.ts';
import { makeConsole } from './supervisor/console.ts';
import { type Lock, lockDataFolder } from './supervisor/lock.ts';
import { Cancelled, type Platform, startPlatform } from './supervisor/platform.ts';
import { CannotStart } from './supervisor/ports.ts';
import { publishDocuments } from './supervisor/publish-documents.ts';
import { publishSchema } from './supervisor/publish-schema.ts';
import { waitUntilReady } from './supervisor/readiness.ts';
import { restartOnChange } from './supervisor/watch.ts';
import { publishOnChange } from './supervisor/watch-schema.ts';
import { welcome } from './supervisor/welcome.ts';

const IMPATIENT_MS = 1_000;

/** Resolves at the first signal. A second one, more than a second later, ends this process at once. */
const stopRequested = (): AbortSignal => {
  const stop = new AbortController();
  let firstAt = 0;
  const onSignal = (): void => {
    if (stop.signal.aborted && Date.now() - firstAt > IMPATIENT_MS) process.exit(1);
    firstAt ||= Date.now();
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return stop.signal;
};

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  );

const announce = async (platform: Platform, lock: Lock, say: Watcher['say']): Promise<void> => {
  const { gatewayUrl, registryUrl, backing } = platform;
  await lock.describe({ gatewayUrl, registryUrl, ...(backing.mailUrl ? { mailUrl: backing.mailUrl } : {}) });
  say(welcome(platform, performance.now() / 1000));
};

/** The platform works without it: a schema that cannot be published is told of, and no reason to stop. */
const publishCheckout = (platform: Platform, say: Watcher['say']): Promise<unknown> =>
  publishSchema(platform)
    .then(() => publishDocuments(platform))
    .catch((err: Error) => say(`The schema was not published to the registry: ${err.message}`));

/** Fills the platform where it is empty, announces it once it answers, and stays until it is to stop. */
const serve = async (platform: Platform, lock: Lock, signal: AbortSignal, say: Watcher['say']): Promise<void> => {
  const publishing = publishCheckout(platform, say);
  await importCatalogue(platform, signal);
  await drain(platform, signal);
  await waitUntilReady(platform.gatewayUrl, signal);
  await publishing;
  if (!signal.aborted) await announce(platform, lock, say);
  const isWatching = process.argv.includes('--watch');
  const stops = isWatching ? [await restartOnChange(platform, say), publishOnChange(platform, say)] : [];
  await untilAborted(signal);
  for (const stop of stops) stop();
  say('Stopping …');
};

const run = async (): Promise<void> => {
  const signal = stopRequested();
  const watcher = makeConsole(process.env);
  const dataFolder = dataFolderIn(process.env);
  const lock = await lockDataFolder(dataFolder);
  try {
    watcher.say('Starting Cardstock …');
    const platform = await startPlatform({ dataFolder, env: process.env, watcher, isCancelled: () => signal.aborted });
    await serve(platform, lock, signal, watcher.say).finally(() => platform.stop());
    watcher.say('Stopped.');
  } finally {
    await lock.release();
  }
};

try {
  await run();
  process.exit(0);
} catch (err) {
  if (err instanceof Cancelled) process.exit(0);
  const isExpected = err instanceof CannotStart;
  process.stderr.write(`\n${isExpected ? err.message : `Cardstock could not start: ${(err as Error).message}`}\n`);
  if (!isExpected && process.env['LOG_LEVEL'] === 'debug') process.stderr.write(`${(err as Error).stack}\n`);
  process.exit(1);
}
