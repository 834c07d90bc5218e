import type { PageQueries } from '../../application/page-ports.ts';
import type { GraphQueries, Launch, Variant } from '../../application/ports.ts';
import type { GitContext } from '../../domain/git-context.ts';
import type { Page, PageRequest } from '../page.ts';
import { afterId, paged } from '../paging.ts';
import { pageOf } from '../urls.ts';

interface Ports {
  readonly queries: GraphQueries;
  readonly pages: PageQueries;
}

const RECENT = 5;

/** The links that all pages of a variant show. */
export const variantLinks = (ref: Pick<Variant, 'graph' | 'variant'>) => ({
  graph: ref.graph,
  variant: ref.variant,
  graphUrl: pageOf.graph(ref.graph),
  variantUrl: pageOf.variant(ref),
  launchesUrl: pageOf.launches(ref),
  checksUrl: pageOf.checks(ref),
  fieldsUrl: pageOf.fields(ref),
});

/** Where something comes from, for people. */
export const gitOf = (git: GitContext | null | undefined) => ({
  branch: git?.branch ?? '',
  commit: git?.commit ?? '',
  committer: git?.committer ?? '',
  message: git?.message ?? '',
});

/** A launch in a list. */
export const launchRow = (launch: Launch, { servedLaunchId }: Pick<Variant, 'servedLaunchId'>) => ({
  ...launch,
  git: gitOf(launch.gitContext),
  url: pageOf.launch(launch.graph, launch.id),
  isServed: launch.id === servedLaunchId,
  rolledBackUrl: launch.rolledBackTo ? pageOf.launch(launch.graph, launch.rolledBackTo) : undefined,
});

const variantOf = (queries: GraphQueries, { params }: PageRequest): Promise<Variant | undefined> =>
  queries.variant({ graph: params['graph'] ?? '', variant: params['variant'] ?? '' });

/** Of one variant: what it is made of, and what happened to it lately. */
export const variantPage = ({ queries }: Ports): Page => ({
  path: '/graph/:graph/variant/:variant',
  view: 'variant',
  read: async (request) => {
    const variant = await variantOf(queries, request);
    if (!variant) return undefined;
    const [subgraphs, launches] = await Promise.all([
      queries.subgraphsOf(variant),
      queries.launchesOf(variant, RECENT),
    ]);
    return {
      title: `${variant.graph}@${variant.variant}`,
      ...variantLinks(variant),
      subgraphs: subgraphs.map(({ name, url, updatedAt }) => ({
        name,
        routingUrl: url,
        updatedAt,
        url: pageOf.subgraph(variant, name),
      })),
      launches: launches.map((launch) => launchRow(launch, variant)),
    };
  },
});

/** All launches, newest first, with those that rolled back. */
export const launchesPage = ({ queries }: Ports): Page => ({
  path: '/graph/:graph/variant/:variant/launches',
  view: 'launches',
  read: async (request) => {
    const variant = await variantOf(queries, request);
    if (!variant) return undefined;
    const after = afterId(request.query);
    const { rows, next } = await paged(
      (first) => queries.launchesOf(variant, first, after),
      ({ id }) => id,
    );
    const launches = rows.map((launch) => launchRow(launch, variant));
    return { title: `Launches of ${variant.graph}@${variant.variant}`, ...variantLinks(variant), launches, next };
  },
});

/** A subgraph's SDL as it is now, and everything that was published of it. */
export const subgraphPage = ({ queries, pages }: Ports): Page => ({
  path: '/graph/:graph/variant/:variant/subgraph/:subgraph',
  view: 'subgraph',
  read: async (request) => {
    const [variant, name] = [await variantOf(queries, request), request.params['subgraph'] ?? ''];
    if (!variant) return undefined;
    const [subgraph, { rows, next }] = await Promise.all([
      queries.subgraph(variant, name),
      paged(
        (first) => pages.publicationsOf(variant, name, first, afterId(request.query)),
        ({ id }) => id,
      ),
    ]);
    if (!subgraph && rows.length === 0) return undefined;
    return {
      title: `${name} in ${variant.graph}@${variant.variant}`,
      ...variantLinks(variant),
      name,
      subgraph,
      publications: rows.map((row) => ({
        ...row,
        git: gitOf(row.gitContext),
        launchUrl: pageOf.launch(variant.graph, row.launchId),
      })),
      next,
    };
  },
});
