import type { Viewer } from '@cardstock/service/core';
import { GraphQLError } from 'graphql';
import type { GatewayConfig } from '../config.ts';
import type { Graph } from '../graph/graph.ts';
import { costModelOf } from './cost-model.ts';
import { type CostedOperation, estimateCost } from './estimate-cost.ts';

type Budgets = Pick<GatewayConfig, 'MAX_COST_ANONYMOUS' | 'MAX_COST_CUSTOMER' | 'MAX_COST_STAFF'>;

export interface OperationCost {
  /** In points; see `estimateCost`. */
  readonly estimated: number;
  readonly budget: number;
}

/** The cost of an operation. Throws a GraphQLError (COST_LIMIT_EXCEEDED) where it is over the viewer's budget. */
export type RefuseCostly = (costed: Omit<CostedOperation, 'schema'>, graph: Graph, viewer: Viewer) => OperationCost;

const budgetOf = (viewer: Viewer, budgets: Budgets): number => {
  if (viewer.kind === 'anonymous') return budgets.MAX_COST_ANONYMOUS;
  const isStaff = viewer.kind === 'service' || viewer.roles.some((role) => role !== 'CUSTOMER');
  return isStaff ? budgets.MAX_COST_STAFF : budgets.MAX_COST_CUSTOMER;
};

const tooCostly = (cost: OperationCost): GraphQLError =>
  new GraphQLError(
    `The operation may cost ${cost.estimated} points; ${cost.budget} are allowed. Ask for smaller pages or less in them.`,
    { extensions: { code: 'COST_LIMIT_EXCEEDED', cost, http: { status: 400 } } },
  );

/** Weighs operations before they are planned. */
export const makeRefuseCostly =
  (budgets: Budgets): RefuseCostly =>
  (costed, graph, viewer) => {
    const estimated = estimateCost({ ...costed, schema: graph.clientSchema }, costModelOf(graph));
    const cost = { estimated, budget: budgetOf(viewer, budgets) };
    if (cost.estimated > cost.budget) throw tooCostly(cost);
    return cost;
  };
