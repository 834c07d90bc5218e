import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export type { Logger } from 'pino';

const SECRETS = [
  'authorization',
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'email',
  '*.authorization',
  '*.password',
  '*.token',
  '*.email',
  'req.headers',
];

interface LogOptions {
  readonly name: string;
  readonly level: string;
  /** For a person at a terminal; JSON lines otherwise. */
  readonly pretty?: boolean;
}

/** The log of one process: JSON lines on standard output, secrets and personal data left out. */
export const makeLog = ({ name, level, pretty: isPretty = process.stdout.isTTY === true }: LogOptions): Logger => {
  const options = { name, level, base: { pid: process.pid }, redact: { paths: SECRETS, censor: '[hidden]' } };
  return isPretty ? pino(options, pretty({ colorize: true, ignore: 'pid' })) : pino(options);
};
