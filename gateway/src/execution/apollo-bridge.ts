import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphSource } from '../graph/graph-source.ts';
import type { Execute, GraphResult } from './operation.ts';

interface BridgeOptions {
  readonly graphs: GraphSource;
  readonly execute: Execute;
}

type Executed = Awaited<ReturnType<NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>>>;

const asErrors = ({ errors }: GraphResult): readonly GraphQLError[] | undefined =>
  errors?.map((error) => (error instanceof GraphQLError ? error : new GraphQLError(error.message, error)));

/** What Apollo Server needs of a gateway, with our own graph and execution. */
export const bridgeToApollo = ({ graphs, execute }: BridgeOptions): GatewayInterface => {
  // An operation is executed on the graph that it was validated for, also when there is a newer one by then.
  const graphOf = new WeakMap<GraphQLSchema, Graph>();
  return {
    onSchemaLoadOrUpdate: (callback) => {
      const tell = (graph: Graph): void => {
        graphOf.set(graph.clientSchema, graph);
        callback({ apiSchema: graph.clientSchema, coreSupergraphSdl: graph.sdl });
      };
      tell(graphs.current());
      return graphs.onChange(tell);
    },
    stop: async () => {},
    load: async () => ({
      executor: async ({ schema, document, operation, operationName, request, context }) => {
        const result = await execute({
          graph: graphOf.get(schema) ?? graphs.current(),
          document,
          operation,
          operationName: operationName ?? undefined,
          variables: request.variables ?? {},
          context: context as GatewayContext,
        });
        const errors = asErrors(result);
        const { data, extensions } = result;
        return { ...(data === undefined ? {} : { data }), ...(errors ? { errors } : {}), extensions } as Executed;
      },
    }),
  };
};
