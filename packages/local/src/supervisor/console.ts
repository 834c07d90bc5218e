import { prettyFactory } from 'pino-pretty';
import type { Watcher } from './child.ts';

const WARN = 40;
const pretty = prettyFactory({ colorize: process.stdout.isTTY === true, ignore: 'pid' });

const levelOf = (line: string): number => {
  try {
    return Number((JSON.parse(line) as { level?: number }).level ?? WARN);
  } catch {
    return WARN; // Not a log line: whatever it is, a person should see it.
  }
};

/** Prints for the person who started the platform: everything worth a warning, or all of it where LOG_LEVEL asks for it. */
export const makeConsole = (env: NodeJS.ProcessEnv): Watcher => ({
  say: (line) => void process.stdout.write(`${line}\n`),
  printed: (line) => {
    if (env['LOG_LEVEL'] === undefined && levelOf(line) < WARN) return;
    if (!process.stdout.isTTY) process.stdout.write(`${line}\n`);
    else process.stdout.write(line.startsWith('{') ? pretty(line) : `${line}\n`);
  },
});
