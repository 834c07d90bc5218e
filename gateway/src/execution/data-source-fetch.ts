import type { ServiceMap } from '@apollo/gateway';
import type { Logger } from '@cardstock/service/core';
import type { Graph } from '../graph/graph.ts';
import type { FetchSubgraph, SubgraphAnswer } from './fetch-subgraph.ts';
import type { GraphOperation } from './operation.ts';

interface DataSourceOptions {
  readonly services: (graph: Graph) => ServiceMap;
  readonly log: Logger;
}

type ProcessOptions = Parameters<ServiceMap[string]['process']>[0];
type RequestContext = Extract<ProcessOptions, { incomingRequestContext: unknown }>['incomingRequestContext'];

// The enum that has it is not exported.
const INCOMING_OPERATION = 'incoming operation' as Extract<ProcessOptions, { incomingRequestContext: unknown }>['kind'];

const requestContextOf = (asked: GraphOperation, logger: Logger): RequestContext => {
  const { graph, document, operation, variables, context } = asked;
  const known = { request: { variables }, context, document, operation, metrics: {}, logger };
  // Data sources read nothing else of Apollo Server's request context.
  return { ...known, schema: graph.clientSchema } as unknown as RequestContext;
};

/** Asks subgraphs through the data sources that `@apollo/gateway` knows them by. */
export const fetchFromDataSources =
  ({ services, log }: DataSourceOptions): FetchSubgraph =>
  async ({ service, query, operationName, variables, asked }) => {
    const source = services(asked.graph)[service];
    if (!source) throw new Error(`Couldn't find service with name "${service}"`);
    const request = { query, variables, ...(operationName === undefined ? {} : { operationName }) };
    const answer = await source.process({
      kind: INCOMING_OPERATION,
      request,
      incomingRequestContext: requestContextOf(asked, log),
      context: asked.context,
    });
    return answer as SubgraphAnswer;
  };
