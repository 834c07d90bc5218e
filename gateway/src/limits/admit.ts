import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { OperationCost, RefuseCostly } from '../cost/refuse-costly.ts';
import type { Graph } from '../graph/graph.ts';
import { rateLimited } from '../rate-limits/rate-limited.ts';
import { loginAttemptsIn, type RateLimits } from '../rate-limits/rate-limits.ts';
import type { Taken } from '../rate-limits/token-bucket.ts';
import type { RefuseOversized } from './refuse-oversized.ts';
import type { RefuseOverstructured } from './structure.ts';

export interface AskedOperation {
  readonly graph: Graph;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Pick<GatewayContext, 'viewer' | 'address'>;
}

export interface Admission {
  readonly cost: OperationCost;
  /** What was taken of the asker's rate. */
  readonly taken: Taken;
}

/**
 * Lets a valid operation in, before it is planned. Throws a GraphQLError where it is too large (OPERATION_TOO_LARGE), too
 * costly (COST_LIMIT_EXCEEDED), or comes too soon (RATE_LIMITED).
 */
export type Admit = (asked: AskedOperation) => Promise<Admission>;

interface AdmitOptions {
  readonly refuseOverstructured: RefuseOverstructured;
  readonly refuseOversized: RefuseOversized;
  readonly refuseCostly: RefuseCostly;
  readonly rateLimits: RateLimits;
}

export const makeAdmit =
  ({ refuseOverstructured, refuseOversized, refuseCostly, rateLimits }: AdmitOptions): Admit =>
  async ({ graph, document, operation, variables, context }) => {
    // First structure and size: they bound what weighing the operation may cost ourselves.
    refuseOverstructured(document, graph.clientSchema);
    refuseOversized({ operation, document, schema: graph.clientSchema, variables });
    const cost = refuseCostly({ operation, document, variables }, graph, context.viewer);
    const attempts = loginAttemptsIn(operation, document);
    const logins = attempts > 0 ? await rateLimits.takeLogins(context, attempts) : undefined;
    if (logins?.isAllowed === false) throw rateLimited(logins);
    const taken = await rateLimits.takeOperation(context, cost.estimated);
    if (!taken.isAllowed) throw rateLimited(taken);
    return { cost, taken };
  };
