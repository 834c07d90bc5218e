import type { PageQueries } from '../application/page-ports.ts';
import type { GraphQueries } from '../application/ports.ts';
import { graphPage, graphsPage } from './content/graphs.ts';
import { launchPage } from './content/launch.ts';
import { launchesPage, subgraphPage, variantPage } from './content/variant.ts';
import type { Page } from './page.ts';

interface PagePorts {
  readonly queries: GraphQueries;
  readonly pages: PageQueries;
}

/** All pages of the registry. */
export const pagesOf = (ports: PagePorts): readonly Page[] => [
  graphsPage(ports),
  graphPage(ports),
  // Where the last line of `rover subgraph list` leads.
  graphPage(ports, '/graph/:graph/service-list'),
  variantPage(ports),
  launchesPage(ports),
  subgraphPage(ports),
  launchPage(ports),
];
