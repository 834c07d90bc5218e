import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SourceProduct } from '@cardstock/catalog';
import type { SearchQuery } from './queries.ts';

const FOLDER = import.meta.dirname;

export interface PeerResult {
  readonly name: string;
  readonly indexSeconds: number;
  readonly heapMegabytes: number;
  /** Of each search, in milliseconds, sorted. */
  readonly sorted: readonly number[];
}

/** Installs the other engines beside the benchmark, once. Throws when npm cannot. */
export const installPeers = (): void => {
  if (existsSync(join(FOLDER, 'node_modules', 'minisearch'))) return;
  process.stdout.write('Installing the search engines to measure against (once) …\n');
  const npm = process.env['npm_execpath'];
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status } = spawnSync(command, all, { cwd: FOLDER, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('npm could not install them: see its message above.');
};

/** They are no dependencies of the project, so that the compiler does not know them. */
const load = async <Module>(name: string): Promise<Module> =>
  (await import(pathToFileURL(createRequire(join(FOLDER, 'package.json')).resolve(name)).href)) as Module;

const FACETS = ['kind', 'game', 'set', 'rarity', 'types', 'foiling'] as const;
const FIELDS = ['name', 'number', 'set', 'types', 'text'] as const;
const BOOST = { name: 8, number: 4, set: 4, types: 2 };

const toDocument = ({ id, details }: SourceProduct) => ({
  id,
  name: details.name,
  number: details.number ?? '',
  set: details.set ?? '',
  rarity: details.rarity ?? '',
  kind: details.kind,
  game: details.game,
  types: details.types.join(' '),
  foiling: details.variants[0]?.foiling ?? '',
  text: details.text ?? '',
});
type Document = ReturnType<typeof toDocument>;
type Search = (query: SearchQuery) => unknown;

interface MiniSearchModule {
  readonly default: new (
    options: object,
  ) => {
    addAll(documents: readonly Document[]): void;
    search(query: unknown, options: object): readonly Record<string, unknown>[];
  };
}

const filterOf = ({ filter }: SearchQuery): readonly (readonly [string, readonly unknown[]])[] =>
  Object.entries(filter ?? {}).flatMap(([name, values]) =>
    Array.isArray(values) && (name === 'set' || name === 'rarity') ? [[name, values] as const] : [],
  );

const startMiniSearch = async (documents: readonly Document[]): Promise<Search> => {
  const { default: MiniSearch } = await load<MiniSearchModule>('minisearch');
  const index = new MiniSearch({ fields: [...FIELDS], storeFields: ['name', ...FACETS] });
  index.addAll(documents);
  const everything = (MiniSearch as unknown as { wildcard: unknown }).wildcard;
  return (query) => {
    const wanted = filterOf(query);
    const found = index.search(query.query ?? everything, {
      prefix: true,
      fuzzy: 0.2,
      combineWith: 'AND',
      boost: BOOST,
      filter: (result: Record<string, unknown>) => wanted.every(([name, values]) => values.includes(result[name])),
    });
    const counts = FACETS.map(() => new Map<unknown, number>());
    for (const result of found) {
      for (const [at, name] of FACETS.entries()) {
        counts[at]?.set(result[name], (counts[at]?.get(result[name]) ?? 0) + 1);
      }
    }
    return { page: found.slice(0, 20), counts };
  };
};

interface OramaModule {
  create(options: object): unknown;
  insertMultiple(database: unknown, documents: readonly Document[], batch: number): Promise<unknown>;
  search(database: unknown, options: object): unknown;
}

const startOrama = async (documents: readonly Document[]): Promise<Search> => {
  const orama = await load<OramaModule>('@orama/orama');
  const text = Object.fromEntries(['name', 'number', 'types', 'text'].map((name) => [name, 'string']));
  const values = Object.fromEntries(['set', 'rarity', 'kind', 'game', 'foiling'].map((name) => [name, 'string']));
  const database = orama.create({ schema: { ...text, ...values } });
  await orama.insertMultiple(database, documents, 5_000);
  return (query) =>
    orama.search(database, {
      term: query.query ?? '',
      properties: [...FIELDS],
      boost: BOOST,
      tolerance: query.query && query.query.length > 4 ? 1 : 0,
      threshold: 0,
      limit: 20,
      facets: Object.fromEntries(FACETS.map((name) => [name, { limit: 1_000 }])),
      where: Object.fromEntries(filterOf(query)),
    });
};

const measureOne = async (name: string, start: () => Promise<Search>, queries: readonly SearchQuery[]) => {
  globalThis.gc?.();
  const heapBefore = process.memoryUsage().heapUsed;
  const startedAt = performance.now();
  const search = await start();
  const indexSeconds = (performance.now() - startedAt) / 1_000;
  const heapMegabytes = (process.memoryUsage().heapUsed - heapBefore) / 2 ** 20;
  const taken: number[] = [];
  const giveUpAt = performance.now() + 30_000;
  for (const query of queries) {
    if (performance.now() > giveUpAt) break;
    const askedAt = performance.now();
    await search(query);
    taken.push(performance.now() - askedAt);
  }
  return { name, indexSeconds, heapMegabytes, sorted: taken.sort((one, other) => one - other) };
};

/** The same searches on the same products, one after the other, inside of this process: no network, no SQL, no GraphQL. */
export const measurePeers = async (
  products: readonly SourceProduct[],
  queries: readonly SearchQuery[],
): Promise<PeerResult[]> => {
  const documents = products.map(toDocument);
  return [
    await measureOne('minisearch', () => startMiniSearch(documents), queries),
    await measureOne('@orama/orama', () => startOrama(documents), queries),
  ];
};
