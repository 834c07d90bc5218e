import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, sameUser } from './account.ts';

export interface ServerCommand {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  argv0?: string;
  account?: Account | undefined;
}

export interface ServerProcess {
  pid: number;
  /** Settles when the process has ended, for whatever reason, with a phrase such as "exit code 1". */
  exited: Promise<string>;
  stop(signal: NodeJS.Signals): Promise<void>;
}

const STOP_LIMIT_MS = 30_000;

const describeExit = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `exit code ${code}` : `signal ${signal}`;

const launch = async ({ command, args, logFile, account, ...options }: ServerCommand): Promise<ChildProcess> => {
  if (existsSync(logFile)) await rename(logFile, `${logFile}.previous`);
  const log = await open(logFile, 'w', 0o600);
  try {
    // Detached: Ctrl-C in a terminal reaches the whole group, but the databases must outlive the services that use them.
    const child = spawn(command, args, {
      ...options,
      ...sameUser(account),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
};

/** Starts a server in its own process group; its output goes to a file, so that it never blocks on us. */
export const spawnServer = async (command: ServerCommand): Promise<ServerProcess> => {
  const child = await launch(command);
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(describeExit(code, signal)));
  });
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const late = new AbortController();
    const limit = delay(STOP_LIMIT_MS, 'late', { signal: late.signal }).catch(() => 'stopped');
    if ((await Promise.race([exited, limit])) === 'late') child.kill('SIGKILL');
    late.abort();
    await exited;
  };
  return { pid: child.pid ?? 0, exited, stop };
};

export const lastLines = async (file: string, count = 15): Promise<string> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count).join('\n');
};
