import { composeServices } from '@apollo/composition';
import { operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import { ANONYMOUS, parseConfig } from '@cardstock/service/core';
import { testKeys, testTools } from '@cardstock/testing';
import { getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { gatewayConfig } from '../../src/config.ts';
import { withCode } from '../../src/errors/refusals.ts';
import { fetchFromDataSources } from '../../src/execution/data-source-fetch.ts';
import { makePlanExecutor } from '../../src/execution/execute-plan.ts';
import type { SubgraphRequest } from '../../src/execution/fetch-subgraph.ts';
import type { Execute, GraphOperation, GraphResult } from '../../src/execution/operation.ts';
import { type Graph, loadGraph } from '../../src/graph/graph.ts';
import { Subgraphs } from '../../src/subgraphs/subgraphs.ts';
import { SmallSubgraph } from '../small-subgraph.ts';
import { corpusFederation } from './federation.ts';

const { log } = testTools('corpus');

/** As `@apollo/gateway` runs an operation. */
const stockExecutor =
  (subgraphs: Subgraphs): Execute =>
  async ({ graph, document, operation, operationName, variables, context }): Promise<GraphResult> => {
    const { errors } = getVariableValues(graph.clientSchema, operation.variableDefinitions ?? [], { ...variables });
    if (errors) return { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) };
    const named = operationName ? { operationName } : {};
    const plan = graph.planner.buildQueryPlan(operationFromDocument(graph.apiSchema, document, named));
    const operationContext = buildOperationContext({
      schema: graph.clientSchema,
      operationDocument: document,
      ...named,
    });
    const requestContext = {
      request: { variables: { ...variables } },
      context,
      document,
      operation,
      metrics: {},
      logger: log,
    };
    return executeQueryPlan(
      plan,
      subgraphs.servicesOf(graph),
      { ...requestContext, schema: graph.clientSchema } as never,
      operationContext,
      graph.supergraphSchema,
      graph.apiSchema,
    );
  };

interface Federation {
  readonly graph: Graph;
  readonly subgraphs: Subgraphs;
  readonly running: readonly SmallSubgraph[];
  close(): Promise<void>;
}

const startFederation = async (keys: Awaited<ReturnType<typeof testKeys>>): Promise<Federation> => {
  const tokens = await keys.tokensOf('order');
  const running = corpusFederation().map((definition) => new SmallSubgraph(definition, tokens));
  await Promise.all(running.map((subgraph) => subgraph.start()));
  const { supergraphSdl, errors } = composeServices(
    running.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`the corpus does not compose: ${errors?.join()}`);
  const config = parseConfig(gatewayConfig, { ...keys.environmentOf('gateway'), NODE_ENV: 'test' });
  const { metrics } = testTools('corpus');
  const subgraphs = new Subgraphs({ config, tokens: await keys.tokensOf('gateway'), metrics, log });
  const graph = await loadGraph(supergraphSdl);
  subgraphs.adopt(graph);
  return {
    graph,
    subgraphs,
    running,
    close: async () => {
      await subgraphs.close();
      await Promise.all(running.map((subgraph) => subgraph.kill()));
    },
  };
};

export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

const operationOf = ({ query, variables = {}, operationName }: Asked, graph: Graph): GraphOperation => {
  const document = parse(query);
  const problems = validate(graph.clientSchema, document);
  const operation = getOperationAST(document, operationName);
  if (problems.length > 0 || !operation) throw new Error(`not valid: ${problems.join()}`);
  const context = { viewer: ANONYMOUS, requestId: 'corpus', address: 'here', signal: new AbortController().signal };
  return { graph, document, operationName, operation, variables, context };
};

/** One text for one result, whatever order its parts were put in. */
export const textOf = ({ data, errors, extensions }: GraphResult): string =>
  JSON.stringify({ data, errors, extensions }, undefined, 1);

export interface Corpus {
  /** The answers of the stock executor and of ours, each over subgraphs of its own. */
  both(asked: Asked): Promise<{ readonly stock: GraphResult; readonly ours: GraphResult }>;
  ours(asked: Asked): Promise<GraphResult>;
  /** What our executor asks of the subgraphs for an operation. */
  sent(asked: Asked): Promise<SubgraphRequest[]>;
  readonly graph: Graph;
  close(): Promise<void>;
}

export const startCorpus = async (): Promise<Corpus> => {
  const keys = await testKeys();
  const [theirs, own] = [await startFederation(keys), await startFederation(keys)];
  const stock = stockExecutor(theirs.subgraphs);
  const fetch = fetchFromDataSources({ services: (graph) => own.subgraphs.servicesOf(graph), log });
  const ours = makePlanExecutor({ fetch });
  return {
    graph: own.graph,
    both: async (asked) => ({
      stock: await stock(operationOf(asked, theirs.graph)),
      ours: await ours(operationOf(asked, own.graph)),
    }),
    ours: (asked) => ours(operationOf(asked, own.graph)),
    sent: async (asked) => {
      const sent: SubgraphRequest[] = [];
      const recording = makePlanExecutor({
        fetch: (request) => {
          sent.push(request);
          return fetch(request);
        },
      });
      await recording(operationOf(asked, own.graph));
      return sent;
    },
    close: async () => {
      await Promise.all([theirs, own].map((federation) => federation.close()));
      await keys.remove();
    },
  };
};
