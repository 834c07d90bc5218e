import { dataFolderIn } from './project.ts';
import { drain, importCatalogue } from './supervisor/catalogue.ts';
import { makeConsole } from './supervisor/console.ts';
import { lockDataFolder } from './supervisor/lock.ts';
import { Cancelled, startPlatform } from './supervisor/platform.ts';
import { CannotStart } from './supervisor/ports.ts';
import { waitUntilReady } from './supervisor/readiness.ts';
import { restartOnChange } from './supervisor/watch.ts';
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

const run = async (): Promise<void> => {
  const startedAt = performance.now();
  const signal = stopRequested();
  const watcher = makeConsole(process.env);
  const dataFolder = dataFolderIn(process.env);
  const lock = await lockDataFolder(dataFolder);
  try {
    watcher.say('Starting Cardstock …');
    if (!process.env['MONGODB_URL'])
      watcher.say(
        'MongoDB is Cardstock’s own small server, for development and tests only. MONGODB_URL names a real one.',
      );
    const platform = await startPlatform({ dataFolder, env: process.env, watcher, isCancelled: () => signal.aborted });
    try {
      await importCatalogue(platform, signal);
      await drain(platform, signal);
      await waitUntilReady(platform.gatewayUrl, signal);
      const { gatewayUrl, backing } = platform;
      await lock.describe({ gatewayUrl, ...(backing.mailUrl ? { mailUrl: backing.mailUrl } : {}) });
      if (!signal.aborted) watcher.say(welcome(platform, (performance.now() - startedAt) / 1000));
      const stopWatching = process.argv.includes('--watch') ? await restartOnChange(platform, watcher.say) : undefined;
      await untilAborted(signal);
      stopWatching?.();
      watcher.say('Stopping …');
    } finally {
      await platform.stop();
    }
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
