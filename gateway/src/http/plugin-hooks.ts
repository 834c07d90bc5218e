import type {
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestListener,
  GraphQLResponse,
} from '@apollo/server';
import type { GatewayContext } from '../context.ts';

export type Running = GraphQLRequestContext<GatewayContext>;
export type Listener = GraphQLRequestListener<GatewayContext>;
type Hook = 'didResolveSource' | 'didResolveOperation' | 'didEncounterErrors' | 'willSendResponse';

/** Tells the plugins of Apollo Server of a request, and resolves to those that want to hear of it. */
export const listenersOf = async (
  plugins: readonly ApolloServerPlugin<GatewayContext>[],
  running: Running,
): Promise<readonly Listener[]> => {
  const started = await Promise.all(plugins.map((plugin) => plugin.requestDidStart?.(running)));
  return started.filter((listener) => listener !== undefined) as Listener[];
};

export const call = async (listeners: readonly Listener[], hook: Hook, running: Running): Promise<void> => {
  const calls = listeners.flatMap((listener) => listener[hook]?.(running as never) ?? []);
  if (calls.length > 0) await Promise.all(calls);
};

/** The answer of the first plugin that has one, which saves the execution. */
export const answerOfPlugin = async (
  listeners: readonly Listener[],
  running: Running,
): Promise<GraphQLResponse | undefined> => {
  for (const listener of listeners) {
    const answer = await listener.responseForOperation?.(running as never);
    if (answer) return answer;
  }
  return undefined;
};
