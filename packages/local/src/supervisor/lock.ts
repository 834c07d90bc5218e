import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findProcess } from '../postgres/running-process.ts';
import { runningFileIn } from '../project.ts';
import { CannotStart } from './ports.ts';

/** What a running platform writes down about itself, for `npm run demo` and a second `npm start`. */
export interface Running {
  readonly pid: number;
  readonly gatewayUrl?: string;
  readonly mailUrl?: string;
  readonly registryUrl?: string;
}

/** The platform that runs on this data folder, or undefined. */
export const findRunning = async (dataFolder: string): Promise<Running | undefined> => {
  const text = await readFile(runningFileIn(dataFolder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const running = JSON.parse(text) as Running;
    const found = await findProcess(running.pid);
    return found && /start\.js/.test(found.command) ? running : undefined;
  } catch {
    return undefined;
  }
};

const claim = (file: string): Promise<boolean> =>
  writeFile(file, JSON.stringify({ pid: process.pid }), { flag: 'wx' }).then(
    () => true,
    (err: NodeJS.ErrnoException) => {
      if (err.code === 'EEXIST') return false;
      throw err;
    },
  );

/** The right to run on a data folder. */
export interface Lock {
  /** Writes down where the platform answers. */
  describe(running: Omit<Running, 'pid'>): Promise<void>;
  release(): Promise<void>;
}

/** Makes this process the only supervisor of the data folder. Throws CannotStart when another one runs. */
export const lockDataFolder = async (dataFolder: string): Promise<Lock> => {
  const file = runningFileIn(dataFolder);
  await mkdir(dirname(file), { recursive: true });
  const other = await findRunning(dataFolder);
  if (other) {
    const where = other.gatewayUrl ? `: ${other.gatewayUrl}` : ' (still starting)';
    throw new CannotStart(
      `Cardstock is running already, as process ${other.pid}${where}. Stop it with Ctrl-C in its terminal.`,
    );
  }
  await rm(file, { force: true });
  if (!(await claim(file)))
    throw new CannotStart('Cardstock was started twice at the same moment: the other one goes on.');
  return {
    describe: (running) => writeFile(file, JSON.stringify({ pid: process.pid, ...running })),
    release: () => rm(file, { force: true }),
  };
};
