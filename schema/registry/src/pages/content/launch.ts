import { buildSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GraphQueries, Launch } from '../../application/ports.ts';
import { changesBetween } from '../../domain/changes/changes-between.ts';
import type { SchemaChange } from '../../domain/changes/schema-change.ts';
import type { SubgraphSdl } from '../../domain/composition.ts';
import { type DiffLine, diffLines } from '../line-diff.ts';
import type { Page } from '../page.ts';
import { isId } from '../paging.ts';
import { pageOf } from '../urls.ts';
import { launchRow, variantLinks } from './variant.ts';

const MOST_CHANGES = 500;
const KEPT = 100;

interface SubgraphDiff {
  readonly name: string;
  readonly url: string;
  readonly urlBefore: string | undefined;
  readonly lines: readonly DiffLine[];
}

/** What differs between the subgraphs of two launches; those that are the same are left out. */
const subgraphDiffs = (before: readonly SubgraphSdl[], after: readonly SubgraphSdl[]): readonly SubgraphDiff[] => {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const [was, is] = [before, after].map((all) => all.find((one) => one.name === name));
    const lines = diffLines(was?.sdl ?? '', is?.sdl ?? '');
    const urlBefore = was && is && was.url !== is.url ? was.url : undefined;
    return lines.length > 0 || urlBefore !== undefined ? [{ name, url: is?.url ?? '', urlBefore, lines }] : [];
  });
};

/** The diff of two API schemas; what was compared lately is kept, as neither ever changes. */
const makeComparison = (queries: GraphQueries) => {
  const kept = new LRUCache<string, readonly SchemaChange[]>({ max: KEPT });
  return async (before: string | undefined, after: string | undefined): Promise<readonly SchemaChange[]> => {
    if (before === undefined || after === undefined || before === after) return [];
    const known = kept.get(`${before} ${after}`);
    if (known) return known;
    const [old, now] = await Promise.all([queries.document(before), queries.document(after)]);
    const changes = changesBetween(buildSchema(old), buildSchema(now)).slice(0, MOST_CHANGES);
    kept.set(`${before} ${after}`, changes);
    return changes;
  };
};

/** One attempt to give a variant a new graph: who made it, what changed by it, why it failed. */
export const launchPage = ({ queries }: { readonly queries: GraphQueries }): Page => {
  const compare = makeComparison(queries);
  const previousOf = async ({ graph, previousId }: Launch): Promise<Launch | undefined> =>
    previousId === undefined ? undefined : queries.launch(graph, previousId);
  return {
    path: '/graph/:graph/launch/:launch',
    view: 'launch',
    read: async ({ params: { graph = '', launch: id = '' } }) => {
      const launch = isId(id) ? await queries.launch(graph, id) : undefined;
      const variant = launch && (await queries.variant(launch));
      if (!launch || !variant) return undefined;
      const previous = await previousOf(launch);
      const [changes, after, before] = await Promise.all([
        compare(previous?.apiHash, launch.apiHash),
        queries.subgraphsOfLaunch(launch.id),
        previous ? queries.subgraphsOfLaunch(previous.id) : [],
      ]);
      return {
        title: `Launch of ${graph}@${launch.variant}`,
        ...variantLinks(launch),
        launch: launchRow(launch, variant),
        previousUrl: previous && pageOf.launch(graph, previous.id),
        changes,
        subgraphs: subgraphDiffs(before, after),
      };
    },
  };
};
