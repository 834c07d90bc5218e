import type { ApolloGateway } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';
import type { Execute, GraphResult } from './operation.ts';

interface BridgeOptions {
  /** Loads the supergraph and follows its changes; what it would execute itself, `execute` does. */
  readonly gateway: ApolloGateway;
  readonly graph: () => Graph;
  readonly execute: Execute;
}

type Executed = Awaited<ReturnType<NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>>>;

const asErrors = ({ errors }: GraphResult): readonly GraphQLError[] | undefined =>
  errors?.map((error) => (error instanceof GraphQLError ? error : new GraphQLError(error.message, error)));

/** What Apollo Server needs of a gateway, with our own execution in the place of its stock one. */
export const bridgeToApollo = ({ gateway, graph, execute }: BridgeOptions): GatewayInterface => ({
  onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
  stop: () => gateway.stop(),
  load: async (options) => {
    await gateway.load(options);
    return {
      executor: async ({ document, operation, operationName, request, context }) => {
        const result = await execute({
          graph: graph(),
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
    };
  },
});
