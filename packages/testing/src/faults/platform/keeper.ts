import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT } from './supervisor.ts';

export interface Kept {
  readonly name: string;
  /** True between "I am up" and the process's end. */
  isUp(): boolean;
  /** When it last said that it is up, in milliseconds since the epoch. */
  upSince(): number;
  /** Resolves when it is up; rejects where it is not within the time. */
  untilUp(withinMs?: number): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

interface KeeperOptions {
  readonly name: string;
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const FLAGS = ['--enable-source-maps', '--max-semi-space-size=4'];
const RESTART_AFTER_MS = 100;
const PATIENCE_MS = 60_000;
const KILL_AFTER_MS = 10_000;
const POLL_MS = 20;

const launch = ({ entry, env, logFile }: KeeperOptions): ChildProcess => {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(process.execPath, [...FLAGS, entry], {
    cwd: PROJECT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once('close', () => log.end());
  return child;
};

/** Starts a program and starts it again, at once, whenever it ends: who kills processes by the dozen cannot wait long. */
export const keep = (options: KeeperOptions): Kept => {
  let isStopping = false;
  let up = 0;
  let child: ChildProcess;
  const start = (): void => {
    const current = launch(options);
    child = current;
    current.once('message', () => {
      if (child === current) up = Date.now();
    });
    current.once('exit', () => {
      if (child !== current) return;
      up = 0;
      if (!isStopping) setTimeout(() => !isStopping && start(), RESTART_AFTER_MS);
    });
  };
  start();
  const isUp = (): boolean => up > 0;
  return {
    name: options.name,
    isUp,
    upSince: () => up,
    untilUp: async (withinMs = PATIENCE_MS) => {
      const until = Date.now() + withinMs;
      while (!isUp()) {
        if (Date.now() > until)
          throw new Error(`${options.name} is not up after ${withinMs} ms: see ${options.logFile}`);
        await pause(POLL_MS);
      }
    },
    signal: (signal) => {
      if (signal === 'SIGKILL') up = 0;
      child.kill(signal);
    },
    stop: async () => {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await gone;
      clearTimeout(timer);
    },
  };
};
