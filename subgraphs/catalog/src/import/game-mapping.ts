import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { z } from 'zod';
import type { CatalogSource, SourceProduct } from './source.ts';

/** How the cards of a game become products: all that another game needs. */
export interface GameMapping<Card = unknown> {
  /** What `--format` calls it. */
  readonly format: string;
  readonly name: string;
  /** The npm package with the cards. */
  readonly package: string;
  /** Raised when the same cards would give other products than before. */
  readonly version: number;
  /** What the mapping relies on; cards of a file are checked by it. */
  readonly card: z.ZodType<Card>;
  /** The cards of the package, which is loaded by the process that imports and by nothing else. */
  load(): Promise<readonly Card[]>;
  /** A mapping that sees all cards of one reading, in order: it may have to number what has the same name. */
  begin(): (card: Card) => SourceProduct[];
}

/** Forgets which cards a mapping takes: whoever reads a file checks them by its schema first. */
export const gameMapping = <Card>(mapping: GameMapping<Card>): GameMapping => ({
  ...mapping,
  begin: () => {
    const toProducts = mapping.begin();
    return (card) => toProducts(card as Card);
  },
});

const packageVersion = async (name: string): Promise<string> => {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
};

/** All products of a game's package. */
export const dataSetOf = (mapping: GameMapping): CatalogSource => ({
  name: mapping.name,
  version: async () => `${await packageVersion(mapping.package)}/${mapping.version}`,
  load: async () => (await mapping.load()).flatMap(mapping.begin()),
});
