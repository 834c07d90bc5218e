import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const REPORT_CPU = join(import.meta.dirname, 'report-cpu.mjs');

/** A program that is measured. */
export interface Measured {
  /** CPU time that it has used since its start, in milliseconds. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

interface Message {
  readonly type: string;
  readonly microseconds?: number;
  readonly urls?: Readonly<Record<string, string>>;
}

const messageOf = async (child: ChildProcess, type: string): Promise<Message> => {
  for (;;) {
    const [message] = (await once(child, 'message')) as [Message];
    if (message.type === type) return message;
  }
};

const start = (args: readonly string[], env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, ['--import', REPORT_CPU, ...args], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

const measured = (child: ChildProcess): Measured => ({
  cpuMs: async () => {
    const answer = messageOf(child, 'cpu');
    child.send('cpu');
    return ((await answer).microseconds ?? 0) / 1_000;
  },
  stop: async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  },
});

export const startProgram = (args: readonly string[], env: Record<string, string> = {}): Measured =>
  measured(start(args, env));

/** Starts the subgraphs, on ports of their own. */
export const startSubgraphs = async (): Promise<Measured & { readonly urls: Readonly<Record<string, string>> }> => {
  const child = start([join(import.meta.dirname, '..', 'federation', 'subgraphs.ts')], {});
  const { urls = {} } = await messageOf(child, 'listening');
  return { ...measured(child), urls };
};
