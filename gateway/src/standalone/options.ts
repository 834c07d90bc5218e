import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StandaloneOptions {
  readonly supergraph: string;
  readonly port: string;
}

export const USAGE = 'Usage: npm run gateway -- --supergraph FILE [--port N]';

/** Reads the command line; files are named from the folder that the command is given in. Throws an Error for a person to read. */
export const readOptions = (args: readonly string[], folder: string): StandaloneOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: { supergraph: { type: 'string' }, port: { type: 'string', default: '4000' } },
  });
  if (!values.supergraph) throw new Error('Say which supergraph to serve.');
  if (!/^\d{1,5}$/.test(values.port)) throw new Error('The port must be a number.');
  return { supergraph: resolve(folder, values.supergraph), port: values.port };
};
