import type { FormattedExecutionResult } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';
import type { PreparedSubscription } from './prepared.ts';

/** A subscription ready to run in one version of the graph. */
export interface Plan {
  readonly subscription: PreparedSubscription;
  /** Makes the client's answer from an event of the owner. */
  readonly answer: (event: FormattedExecutionResult, context: GatewayContext) => Promise<FormattedExecutionResult>;
}

interface LivePlanOptions {
  readonly first: Plan;
  readonly graph: () => Graph;
  /** Prepares the same subscription for another version. Throws a GraphQLError where it is not valid there. */
  readonly prepare: (graph: Graph) => Promise<Plan>;
}

/** Whether both ask the same of the same owner, so that events of the one can be joined by the other. */
const haveSameSource = (one: Plan, other: Plan): boolean => {
  const [a, b] = [one.subscription, other.subscription];
  return a.owner === b.owner && a.upstream.query === b.upstream.query;
};

/** The plan of a subscription that outlives the graph it began in. */
export class LivePlan {
  readonly #options: LivePlanOptions;
  #current: Plan;
  #newest: Plan;

  constructor(options: LivePlanOptions) {
    this.#options = options;
    this.#current = options.first;
    this.#newest = options.first;
  }

  /** Whether a newer plan waits for the stream to be opened anew, which can go on from where it is. */
  get isOutdated(): boolean {
    return this.#newest !== this.#current && this.#newest.subscription.upstream.resume !== undefined;
  }

  /**
   * The plan to go on with. Takes over the one for the newest graph: at once where it asks the same of the owner, and otherwise only if the stream
   * may be opened anew. Throws a GraphQLError where the newest graph does not serve the subscription.
   */
  async catchUp({ mayReopen }: { readonly mayReopen: boolean }): Promise<Plan> {
    const graph = this.#options.graph();
    if (this.#newest.subscription.graph !== graph) this.#newest = await this.#options.prepare(graph);
    if (mayReopen || haveSameSource(this.#current, this.#newest)) this.#current = this.#newest;
    return this.#current;
  }
}
