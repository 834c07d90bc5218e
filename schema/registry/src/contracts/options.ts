import { parseArgs } from 'node:util';
import { CannotCheck } from './contract.ts';

export interface CheckOptions {
  readonly base: string;
  readonly format: 'text' | 'json';
  readonly help: boolean;
}

export const USAGE = `Usage: npm run schema:check -- [--base REF] [--format text|json]

Compares the schema files of the work tree with those where HEAD left REF (origin/main).
Ends with 0 if the contract holds, 1 if it is broken, 2 if it could not be checked.`;

const isFormat = (text: string): text is CheckOptions['format'] => text === 'text' || text === 'json';

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        base: { type: 'string', default: 'origin/main' },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (err) {
    throw new CannotCheck(`${err instanceof Error ? err.message : String(err)}\n\n${USAGE}`);
  }
};

/** Reads the command line. Throws CannotCheck with the usage. */
export const readOptions = (args: readonly string[]): CheckOptions => {
  const { base, format, help } = parsed(args);
  if (!isFormat(format)) throw new CannotCheck(`There is no format "${format}".\n\n${USAGE}`);
  if (base === '' || base.startsWith('-')) throw new CannotCheck(`"${base}" is no revision.\n\n${USAGE}`);
  return { base, format, help };
};
