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

/** The graph that an operation was validated for, also when there is a newer one by then. */
export type GraphOf = (schema: GraphQLSchema) => Graph;

/** What Apollo Server needs of a gateway, with our own graph and execution. */
export const bridgeToApollo = ({
  graphs,
  execute,
}: BridgeOptions): { readonly gateway: GatewayInterface; readonly graphOf: GraphOf } => {
  const known = new WeakMap<GraphQLSchema, Graph>();
  const graphOf: GraphOf = (schema) => known.get(schema) ?? graphs.current();
  const gateway: GatewayInterface = {
    onSchemaLoadOrUpdate: (callback) => {
      const tell = (graph: Graph): void => {
        known.set(graph.clientSchema, graph);
        callback({ apiSchema: graph.clientSchema, coreSupergraphSdl: graph.sdl });
      };
      tell(graphs.current());
      return graphs.onChange(tell);
    },
    stop: async () => {},
    load: async () => ({
      executor: async ({ schema, document, operation, operationName, request, context }) => {
        const result = await execute({
          graph: graphOf(schema),
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
  return { gateway, graphOf };
};
