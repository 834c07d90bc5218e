import { type InternalTokens, loadInternalTokens, type ProcessTools, type Service } from '@cardstock/service/core';
import type { Policies } from './authorization/policies.ts';
import { openDoors } from './composition/open-doors.ts';
import { startGraphs } from './composition/start-graphs.ts';
import { startOperations } from './composition/start-operations.ts';
import type { GatewayConfig } from './config.ts';
import { startProtection } from './protection.ts';

/** What a deployment may bring along. */
interface GatewayExtras {
  /** What decides on `@policy`, by name. */
  readonly policies?: Policies | undefined;
  /** In the place of those that the environment names. */
  readonly tokens?: InternalTokens | undefined;
}

/** Starts the public face of the platform: one graph, over HTTP and WebSocket, that lives while subgraphs come and go. */
export const startGateway = async (
  config: GatewayConfig,
  tools: ProcessTools,
  { policies = {}, tokens: ownTokens }: GatewayExtras = {},
): Promise<Service> => {
  const tokens = ownTokens ?? (await loadInternalTokens('gateway', config));
  const graphs = await startGraphs(config, tools, tokens);
  const protection = await startProtection(config, tools.log);
  const operations = await startOperations({ ...graphs, config, tools, protection, policies });
  const doors = await openDoors({ ...graphs, config, tools, tokens, protection, operations });
  return {
    port: doors.port,
    stop: async () => {
      graphs.source.stop();
      await doors.close();
      await operations.stop();
      await graphs.subgraphs.close();
      protection.stop();
    },
  };
};
