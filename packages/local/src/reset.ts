import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { locatePostgresData, stopLeftPostgres } from './postgres/index.ts';
import { dataFolderIn } from './project.ts';
import { stopLeftRedis } from './redis/index.ts';
import { findRunning } from './supervisor/lock.ts';

/** Wipes all local data, so that the next start is a first start. */
const reset = async (): Promise<void> => {
  const dataFolder = dataFolderIn(process.env);
  const running = await findRunning(dataFolder);
  if (running) {
    process.stderr.write(`Cardstock is running as process ${running.pid}: stop it first (Ctrl-C in its terminal).\n`);
    process.exit(1);
  }
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  await stopLeftPostgres(join(dataFolder, 'postgres'), say);
  await stopLeftRedis(join(dataFolder, 'redis'), say);
  // By name, never the folder itself: CARDSTOCK_DATA_DIR may point to one that holds other things, too.
  const own = ['keys', 'logs', 'mongo', 'postgres', 'redis', 'run', 'sandboxes', 'running.json'].map((name) =>
    join(dataFolder, name),
  );
  const folders = [...new Set([...(await locatePostgresData(join(dataFolder, 'postgres'))), ...own])].filter(
    existsSync,
  );
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  say(
    folders.length === 0
      ? 'There was nothing to wipe.'
      : `Wiped ${folders.join(', ')}. The next npm start sets everything up anew.`,
  );
};

await reset();
