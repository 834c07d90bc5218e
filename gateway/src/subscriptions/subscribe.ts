import type { InternalTokens, Logger } from '@cardstock/service/core';
import { type FormattedExecutionResult, getOperationAST } from 'graphql';
import type { Authorization } from '../authorization/authorization.ts';
import { type PublicErrors, toPublic } from '../errors/public-error.ts';
import { badRequest } from '../errors/refusals.ts';
import type { Graph } from '../graph/graph.ts';
import type { Admit } from '../limits/admit.ts';
import type { DocumentReader } from './documents.ts';
import type { EventExecutor } from './event-executor.ts';
import type { InFlight } from './in-flight.ts';
import { LivePlan, type Plan } from './live-plan.ts';
import { makePreparePlan, prepareAgain } from './prepare-plan.ts';
import type { ChannelOptions, Start } from './sharing/channel.ts';
import { Channels } from './sharing/channels.ts';
import type { Deliveries } from './sharing/delivery.ts';
import type { MemberOptions } from './sharing/member.ts';
import type { SubgraphSocket } from './subgraph-socket.ts';
import type { SubscriptionRequest } from './subscription-request.ts';
import { upstreamEvents } from './upstream.ts';

export interface SubscriberOptions {
  readonly graph: () => Graph;
  readonly readDocument: DocumentReader;
  readonly socketOf: (subgraph: string) => SubgraphSocket;
  readonly execute: EventExecutor;
  readonly tokens: InternalTokens;
  readonly publicErrors: PublicErrors;
  readonly admit: Admit;
  readonly authorization: Authorization;
  readonly inFlight: InFlight;
  /** Is told of each subscription that a client may have. */
  readonly started: (request: SubscriptionRequest) => void;
  readonly buffering: Pick<MemberOptions, 'buffer' | 'slowMs'>;
  readonly log: Logger;
}

/** Starts a subscription: answers as they come, or one result that says why not. */
export interface Subscriber {
  (request: SubscriptionRequest): Promise<Deliveries | FormattedExecutionResult>;
  /** The number of streams that are open at subgraphs; identical subscriptions share one. */
  readonly upstreams: () => number;
}

const startOf = ({ subscription }: Plan, { variables, after }: SubscriptionRequest): Start => {
  const { resume } = subscription.upstream;
  if (!resume) return 'unknown';
  return after !== undefined || resume.startsOver(variables) ? 'fixed' : 'now';
};

const refuseUnresumable = ({ subscription }: Plan, { after }: SubscriptionRequest): void => {
  if (after === undefined || subscription.upstream.resume) return;
  throw badRequest('This subscription has no positions to go on from: send it without Last-Event-ID.');
};

/** Runs subscriptions over the whole graph: planned once, opened at the owner, joined per event, shared where they are the same. */
export const makeSubscriber = (options: SubscriberOptions): Subscriber => {
  const { graph, readDocument, publicErrors, admit, inFlight, buffering } = options;
  const prepare = makePreparePlan(options.execute, options.authorization);
  const channels = new Channels();
  const open = (first: Plan, request: SubscriptionRequest): ChannelOptions => {
    const abort = new AbortController();
    const plan = new LivePlan({
      first,
      graph,
      prepare: (newest) => prepareAgain(request, newest, { prepare, readDocument }),
    });
    const context = { ...request.context, signal: abort.signal };
    return {
      abort,
      inFlight,
      start: startOf(first, request),
      events: upstreamEvents(upstreamOf(plan, request, { ...options, signal: abort.signal })),
      answer: async (event) => (await plan.catchUp({ mayReopen: false })).answer(event, context),
    };
  };
  const start = async (request: SubscriptionRequest): Promise<Deliveries> => {
    const { document, operationName, variables, context, source, after, onTooSlow } = request;
    const operation = getOperationAST(document, operationName);
    if (operation) await admit({ graph: request.graph, document, operation, variables, context });
    const plan = await prepare(request);
    refuseUnresumable(plan, request);
    options.started(request);
    const asked = [context.viewer, source, operationName ?? null, variables, after ?? null];
    return channels.join({ graph: request.graph, asked }, { ...buffering, onTooSlow }, () => open(plan, request));
  };
  const subscribe = (request: SubscriptionRequest) =>
    start(request).catch((err: unknown) => ({
      errors: toPublic(publicErrors, err instanceof AggregateError ? err.errors : [err]),
    }));
  return Object.assign(subscribe, { upstreams: () => channels.size });
};

type UpstreamTools = Pick<SubscriberOptions, 'socketOf' | 'tokens' | 'log'> & { readonly signal: AbortSignal };

const upstreamOf = (
  plan: LivePlan,
  { variables, context, after }: SubscriptionRequest,
  { socketOf, tokens, log, signal }: UpstreamTools,
): Parameters<typeof upstreamEvents>[0] => ({
  source: async () => {
    const { owner, upstream: operation } = (await plan.catchUp({ mayReopen: true })).subscription;
    return { owner, operation, socket: socketOf(owner) };
  },
  isOutdated: () => plan.isOutdated,
  variables,
  after,
  token: () => tokens.sign(context.viewer),
  requestId: context.requestId,
  signal,
  log,
});
