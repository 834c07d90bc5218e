import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CatalogSource } from '../source.ts';
import { MAPPING_VERSION, toProducts } from './mapping.ts';

const PACKAGE = '@flesh-and-blood/cards';

const packageVersion = async (): Promise<string> => {
  const file = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
};

/** Every printing of Flesh and Blood, from an npm package (MIT). */
export const fleshAndBlood: CatalogSource = {
  name: 'flesh-and-blood',
  version: async () => `${await packageVersion()}/${MAPPING_VERSION}`,
  // A module of 9 MB: loaded by the process that imports, and by nothing else.
  load: async () => toProducts((await import('@flesh-and-blood/cards')).cards),
};
