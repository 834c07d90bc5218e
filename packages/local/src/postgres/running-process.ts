import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errorCode } from './error-code.ts';

const exec = promisify(execFile);

export interface RunningProcess {
  pid: number;
  parent: number;
  command: string;
}

// Without /proc (macOS) there is `ps`; slim Linux images have no `ps` but always /proc.
const fromProc = async (pid: number): Promise<RunningProcess | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie holds nothing any more; in a container whose init does not reap it stays for ever.
  if (state === 'Z' || state === 'X') return undefined;
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
  return { pid, parent: Number(parent), command };
};

const fromPs = async (pid: number): Promise<RunningProcess | undefined> => {
  const { stdout } = await exec('ps', ['-o', 'ppid=,stat=,command=', '-p', String(pid)]);
  const [, parent, state = '', command = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/m.exec(stdout) ?? [];
  return parent === undefined || state.startsWith('Z') ? undefined : { pid, parent: Number(parent), command };
};

/** Who runs under this process id, or undefined when nobody does. */
export const findProcess = async (pid: number): Promise<RunningProcess | undefined> => {
  if (!Number.isSafeInteger(pid) || pid < 2) return undefined;
  try {
    return await (process.platform === 'linux' ? fromProc(pid) : fromPs(pid));
  } catch {
    return undefined;
  }
};

const POLL_MS = 25;

/** Waits until a process that is not our child is gone; false when it outlives the limit. */
export const waitUntilGone = async (pid: number, limitMs: number): Promise<boolean> => {
  const end = Date.now() + limitMs;
  while ((await findProcess(pid)) !== undefined) {
    if (Date.now() > end) return false;
    await delay(POLL_MS);
  }
  return true;
};

/** The process that started a server writes itself down, so that a later one can tell an orphan from a server in use. */
export const isStillParented = (server: RunningProcess, startedBy: number | undefined): boolean =>
  startedBy !== undefined && server.parent === startedBy;

export const signalProcess = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
};
