import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ApolloServerPlugin } from '@apollo/server';
import { ReportHeader } from '@apollo/usage-reporting-protobuf';
import type { ProcessTools } from '@cardstock/service/core';
import { type GraphQLSchema, getOperationAST, printSchema } from 'graphql';
import type { GatewayConfig } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import type { SubscriptionRequest } from '../subscriptions/subscription-request.ts';
import { type ClientName, clientIn, clientInExtensions, isNamed } from './client.ts';
import { makeUsageMetrics } from './metrics.ts';
import { makeSendReport } from './send-report.ts';
import { type Seen, UsageReporter } from './usage-reporter.ts';

/** Tells the registry which operations run. */
export interface UsageReporting {
  /** Sees queries and mutations. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  /** Counts the start of a subscription. */
  readonly count: (seen: Seen) => void;
  /** Sends what is counted and not yet reported. */
  readonly stop: () => Promise<void>;
}

const OFF: UsageReporting = { plugins: [], count: () => undefined, stop: async () => undefined };

const schemaIds = new WeakMap<GraphQLSchema, string>();

/** Names a schema as Apollo Server does in its reports. */
const schemaIdOf = (schema: GraphQLSchema): string => {
  const id = schemaIds.get(schema) ?? createHash('sha256').update(printSchema(schema)).digest('hex');
  schemaIds.set(schema, id);
  return id;
};

const headerFor = (graphRef: string): ((schema: GraphQLSchema) => ReportHeader) => {
  // Two gateways may count the same in the same millisecond: by this the registry can tell their reports apart.
  const uname = `${process.platform}, ${process.arch}, ${randomUUID()}`;
  const always = { graphRef, uname, hostname: hostname(), agentVersion: 'cardstock-gateway' };
  return (schema) => new ReportHeader({ ...always, executableSchemaId: schemaIdOf(schema) });
};

const clientOf = (context: GatewayContext, extensions: Record<string, unknown> | undefined): ClientName =>
  context.client && isNamed(context.client) ? context.client : clientInExtensions(extensions);

/** Counts what is known to be a query or a mutation of this schema, whether or not it is then allowed. */
const pluginFor = (reporter: UsageReporter): ApolloServerPlugin<GatewayContext> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, operationName, request, contextValue }) => {
      if (!operation || operation.operation === 'subscription') return;
      reporter.count({ schema, document, operationName, client: clientOf(contextValue, request.extensions) });
    },
  }),
});

/** Counts each subscription once, when it starts. */
export const countStarts =
  ({ count }: Pick<UsageReporting, 'count'>) =>
  ({ graph, document, operationName, context }: SubscriptionRequest): void => {
    const name = getOperationAST(document, operationName)?.name?.value ?? null;
    count({
      schema: graph.clientSchema,
      document,
      operationName: name,
      client: context.client ?? clientIn(undefined),
    });
  };

/** Reports to a registry where the settings name one, and nothing to anybody where they do not. */
export const startUsageReporting = (config: GatewayConfig, { metrics, log }: ProcessTools): UsageReporting => {
  const { REGISTRY_REPORTS_URL: url, APOLLO_KEY: key, APOLLO_GRAPH_REF: graphRef } = config;
  if (!url || !key || !graphRef) return OFF;
  const reporter = new UsageReporter({
    send: makeSendReport({ url, key }),
    headerOf: headerFor(graphRef),
    now: () => new Date(),
    everyMs: config.USAGE_REPORT_MS,
    metrics: makeUsageMetrics(metrics),
    log,
  });
  return {
    plugins: [pluginFor(reporter)],
    count: (seen) => reporter.count(seen),
    stop: () => reporter.stop(),
  };
};
