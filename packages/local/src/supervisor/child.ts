import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT } from '../project.ts';

export interface Program {
  readonly name: string;
  /** Path of its entry, from the root of the checkout. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

export interface Child {
  readonly program: Program;
  /** Ends it and waits; it is not started again. */
  stop(): Promise<void>;
  /** Ends it and starts it anew. */
  restart(): void;
  /** Resolves when it says for the first time that it is up; rejects when it ends before that. */
  readonly up: Promise<void>;
}

export interface Watcher {
  /** A line that the program printed. */
  printed(line: string): void;
  /** Something happened that a person should know. */
  say(line: string): void;
}

const RESTART_DELAYS_MS = [200, 500, 1_000, 2_000, 5_000];
const STEADY_MS = 10_000;
const KILL_AFTER_MS = 25_000;

// A small young generation: ten processes share one machine, and each would keep some 30 MB more for short-lived objects.
// Not smaller: at half of it an order costs twice as many collections.
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=8'];

const launch = ({ entry, env }: Program): ChildProcess =>
  // In a process group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops things in order.
  // The channel tells the program when its supervisor is gone.
  spawn(process.execPath, [...NODE_FLAGS, entry], {
    cwd: PROJECT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });

const follow = (child: ChildProcess, log: WriteStream, watcher: Watcher): void => {
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      watcher.printed(line);
    });
  }
};

const howItEnded = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal ? `by ${signal}` : `with exit code ${code}`;

/** Starts a program and keeps it running: when it dies, it is started again, more slowly each time. */
export const keepRunning = (program: Program, watcher: Watcher): Child => {
  mkdirSync(dirname(program.logFile), { recursive: true });
  const log = createWriteStream(program.logFile, { flags: 'w' });
  const up = Promise.withResolvers<void>();
  let child: ChildProcess | undefined;
  let isStopping = false;
  let isRestarting = false;
  let wasUp = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const ended = (code: number | null, signal: NodeJS.Signals | null, startedAt: number): void => {
    if (isStopping) return;
    if (!wasUp) {
      isStopping = true;
      up.reject(
        new Error(
          `${program.name} could not start (it ended ${howItEnded(code, signal)}). Its last words are in ${program.logFile}`,
        ),
      );
      return;
    }
    if (Date.now() - startedAt > STEADY_MS) failures = 0;
    const delay = isRestarting ? 0 : (RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)] ?? 0);
    if (!isRestarting) {
      failures += 1;
      watcher.say(`${program.name} ended ${howItEnded(code, signal)}; starting it again`);
    }
    timer = setTimeout(start, delay);
  };
  const start = (): void => {
    const startedAt = Date.now();
    const current = launch(program);
    child = current;
    follow(current, log, watcher);
    current.on('message', () => {
      if (wasUp) watcher.say(`${program.name} is back`);
      wasUp = true;
      isRestarting = false;
      up.resolve();
    });
    current.on('error', (err) => watcher.say(`${program.name}: ${err.message}`));
    current.on('exit', (code, signal) => ended(code, signal, startedAt));
  };
  start();
  return {
    program,
    up: up.promise,
    restart: () => {
      isRestarting = true;
      child?.kill('SIGTERM');
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await end(child);
      log.end();
    },
  };
};

const end = async (child: ChildProcess | undefined): Promise<void> => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  await gone;
  clearTimeout(timer);
};
