import type { GraphQueries } from '../../application/ports.ts';
import type { CheckStore, CheckWorkflow } from '../../checks/ports.ts';
import type { Page } from '../page.ts';
import { afterId, isId, paged } from '../paging.ts';
import { pageOf } from '../urls.ts';
import { gitOf, variantLinks } from './variant.ts';

interface Ports {
  readonly queries: GraphQueries;
  readonly checks: Pick<CheckStore, 'list' | 'find'>;
}

const MOST_LINES = 500;

const checkRow = ({ id, graph, status, kind, subgraph, actor, gitContext, createdAt }: CheckWorkflow) => ({
  ...{ id, status, kind, subgraph, actor, createdAt },
  git: gitOf(gitContext),
  url: pageOf.check(graph, id),
});

/** All checks, newest first. */
export const checksPage = ({ queries, checks }: Ports): Page => ({
  path: '/graph/:graph/variant/:variant/checks',
  view: 'checks',
  read: async ({ params: { graph = '', variant: name = '' }, query }) => {
    const variant = await queries.variant({ graph, variant: name });
    if (!variant) return undefined;
    const { rows, next } = await paged(
      (first) => checks.list(variant, first, afterId(query)),
      ({ id }) => id,
    );
    const title = `Checks of ${graph}@${name}`;
    return { title, ...variantLinks(variant), checks: rows.map(checkRow), next };
  },
});

const partsOf = ({ result = {} }: CheckWorkflow) => {
  const { composition, operations, lint, validation } = result;
  return {
    composition,
    operations: operations && { ...operations, changes: operations.changes.slice(0, MOST_LINES) },
    lint: lint && { ...lint, diagnostics: lint.diagnostics.slice(0, MOST_LINES) },
    validation: validation?.slice(0, MOST_LINES),
  };
};

/** What became of one check: the changes with the operations and clients in their way, and everything else it found. */
export const checkPage = ({ checks }: Ports): Page => ({
  path: '/graph/:graph/check/:check',
  view: 'check',
  read: async ({ params: { graph = '', check: id = '' } }) => {
    const check = isId(id) ? await checks.find(graph, id) : undefined;
    if (!check) return undefined;
    return {
      title: `Check of ${check.subgraph ?? graph}`,
      ...variantLinks(check),
      check: checkRow(check),
      ...partsOf(check),
    };
  },
});
