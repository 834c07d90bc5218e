import type { PageQueries } from '../../application/page-ports.ts';
import type { GraphQueries } from '../../application/ports.ts';
import { isGraphId } from '../../domain/graph-ref.ts';
import type { Page } from '../page.ts';
import { paged } from '../paging.ts';
import { pageOf } from '../urls.ts';

/** `/`: the graphs that the viewer may read. */
export const graphsPage = ({ pages }: { readonly pages: PageQueries }): Page => ({
  path: '/',
  view: 'graphs',
  read: async ({ viewer, query: { after = '' } }) => {
    const { rows, next } =
      viewer.graphId === undefined
        ? await paged((first) => pages.graphs(first, isGraphId(after) ? after : undefined), String)
        : { rows: [viewer.graphId], next: undefined };
    return { title: 'Graphs', graphs: rows.map((id) => ({ id, url: pageOf.graph(id) })), next };
  },
});

/** `/graph/cards`, and where `rover subgraph list` sends people. */
export const graphPage = ({ queries }: { readonly queries: GraphQueries }, path = '/graph/:graph'): Page => ({
  path,
  view: 'graph',
  read: async ({ params: { graph = '' } }) => {
    if (!(await queries.hasGraph(graph))) return undefined;
    const variants = await queries.variantsOf(graph);
    return {
      title: graph,
      graph,
      variants: await Promise.all(
        variants.map(async (variant) => ({
          name: variant.variant,
          url: pageOf.variant(variant),
          isBroken: variant.latestLaunchId !== variant.servedLaunchId,
          subgraphs: (await queries.subgraphsOf(variant)).map(({ name, url, updatedAt }) => ({
            name,
            routingUrl: url,
            updatedAt,
            url: pageOf.subgraph(variant, name),
          })),
        })),
      ),
    };
  },
});
