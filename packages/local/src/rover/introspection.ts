import { INTERNAL_HEADER, loadInternalTokens } from '@cardstock/service/core';
import { readEnvironment } from '../supervisor/environment-files.ts';
import { SUBGRAPHS } from '../supervisor/services.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const portsOfSubgraphs = async (dataFolder: string): Promise<readonly (string | undefined)[]> =>
  Promise.all(SUBGRAPHS.map(async (name) => (await readEnvironment(dataFolder, name))?.['PORT']));

/**
 * The arguments that Rover needs besides to introspect a subgraph of the platform on this data folder: subgraphs answer
 * nobody but the gateway and one another. None for any other command or address.
 */
export const introspectionHeader = async (
  args: readonly string[],
  dataFolder: string,
  keys: { readonly INTERNAL_KEY_FILE: string; readonly INTERNAL_JWKS_FILE: string },
): Promise<readonly string[]> => {
  if (!['subgraph', 'graph'].includes(args[0] ?? '') || args[1] !== 'introspect') return [];
  const url = args
    .slice(2)
    .flatMap((arg) => URL.parse(arg) ?? [])
    .find(({ protocol }) => protocol === 'http:');
  if (!url || !LOOPBACK.includes(url.hostname)) return [];
  if (!(await portsOfSubgraphs(dataFolder)).includes(url.port)) return [];
  const tokens = await loadInternalTokens('gateway', keys);
  return ['--header', `${INTERNAL_HEADER}:${await tokens.sign({ kind: 'anonymous' })}`];
};
