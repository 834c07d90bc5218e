import type { ApolloServer, ApolloServerPlugin } from '@apollo/server';
import type { ProcessTools } from '@cardstock/service/core';
import { type Authorization, makeAuthorization } from '../authorization/authorization.ts';
import type { Policies } from '../authorization/policies.ts';
import type { GatewayConfig } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import { withDeadline } from '../deadline/deadline.ts';
import { makePublicErrors, type PublicErrors } from '../errors/public-error.ts';
import { bridgeToApollo } from '../execution/apollo-bridge.ts';
import { fetchFromDataSources } from '../execution/data-source-fetch.ts';
import { makePlanExecutor } from '../execution/execute-plan.ts';
import { mergeInFlightReads } from '../execution/in-flight-reads.ts';
import { observeReads } from '../execution/observe-reads.ts';
import { type Execute, inSteps, type Step } from '../execution/operation.ts';
import { checksOperation, makeApollo } from '../http/apollo.ts';
import { type KnownDocuments, makeKnownDocuments } from '../http/known-documents.ts';
import { type AnswerShortly, makeShortWay } from '../http/short-way.ts';
import type { Protection } from '../protection.ts';
import { startResponseCache } from '../response-cache/start.ts';
import { startUsageReporting, type UsageReporting } from '../usage/usage-reporting.ts';
import type { Graphs } from './start-graphs.ts';

interface OperationsOptions extends Graphs {
  readonly config: GatewayConfig;
  readonly tools: ProcessTools;
  readonly protection: Protection;
  /** What decides on `@policy`, by name. */
  readonly policies: Policies;
}

/** What answers operations, whichever way they come. */
export interface Operations {
  readonly apollo: ApolloServer<GatewayContext>;
  /** Past Apollo Server's pipeline, for documents that it has checked before. */
  readonly answerShortly: AnswerShortly;
  readonly knownDocuments: KnownDocuments;
  readonly authorization: Authorization;
  readonly publicErrors: PublicErrors;
  readonly usage: UsageReporting;
  stop(): Promise<void>;
}

const makeExecute = ({ config, tools, subgraphs }: OperationsOptions, steps: readonly Step[]): Execute => {
  const fetch = fetchFromDataSources({ services: (graph) => subgraphs.servicesOf(graph), log: tools.log });
  const merged = config.MERGE_READS ? mergeInFlightReads(fetch) : fetch;
  return inSteps(
    [withDeadline(config.REQUEST_TIMEOUT_MS), ...steps],
    makePlanExecutor({ fetch: observeReads(merged) }),
  );
};

interface ServerParts {
  readonly execute: Execute;
  readonly publicErrors: PublicErrors;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
}

/** Both ways to an answer: every plugin is told on both. */
const startServer = async (options: OperationsOptions, { execute, publicErrors, plugins }: ServerParts) => {
  const { config, tools, protection, source } = options;
  const bridge = bridgeToApollo({ graphs: source, execute });
  const knownDocuments = makeKnownDocuments();
  const checks = checksOperation({ config, graphOf: bridge.graphOf, admit: protection.admit });
  const all = [checks, ...plugins];
  const apollo = makeApollo({
    config,
    gateway: bridge.gateway,
    publicErrors,
    documents: protection.documents,
    plugins: [...all, knownDocuments.plugin],
    log: tools.log,
  });
  await apollo.start();
  return { apollo, knownDocuments, answerShortly: makeShortWay({ apollo, plugins: all, execute, publicErrors }) };
};

/** Builds what checks, executes and reports operations. */
export const startOperations = async (options: OperationsOptions): Promise<Operations> => {
  const { config, tools, policies } = options;
  const publicErrors = makePublicErrors({ log: tools.log, hideSuggestions: config.NODE_ENV === 'production' });
  const authorization = makeAuthorization({ mode: config.AUTHORIZATION_MODE, policies, ...tools });
  const responseCache = await startResponseCache(config, tools);
  const usage = startUsageReporting(config, tools);
  const server = await startServer(options, {
    execute: makeExecute(options, [authorization.step, responseCache.step]),
    publicErrors,
    plugins: [responseCache.plugin, ...usage.plugins],
  });
  const stop = async (): Promise<void> => {
    await server.apollo.stop();
    await usage.stop();
    await responseCache.stop();
  };
  return { ...server, authorization, publicErrors, usage, stop };
};
