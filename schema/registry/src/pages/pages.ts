import type { PageQueries } from '../application/page-ports.ts';
import type { GraphQueries } from '../application/ports.ts';
import type { CheckStore } from '../checks/ports.ts';
import type { FieldUsageOf } from '../usage/field-usage.ts';
import { checkPage, checksPage } from './content/checks.ts';
import { fieldsPage } from './content/fields.ts';
import { graphPage, graphsPage } from './content/graphs.ts';
import { launchPage } from './content/launch.ts';
import { launchesPage, subgraphPage, variantPage } from './content/variant.ts';
import type { Page } from './page.ts';

interface PagePorts {
  readonly queries: GraphQueries;
  readonly pages: PageQueries;
  readonly checks: Pick<CheckStore, 'list' | 'find'>;
  readonly fieldUsage: FieldUsageOf;
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
  checksPage(ports),
  checkPage(ports),
  fieldsPage(ports),
];
