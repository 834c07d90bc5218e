// One gateway, that can be asked for its memory.
import { gatewayConfig, startGateway } from '@cardstock/gateway';
import { makeLog, makeMetrics, parseConfig, type Service } from '@cardstock/service';
import { answerCalls } from './child.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

let gateway: Service | undefined;

answerCalls(
  {
    start: async (environment: Record<string, string>) => {
      const tools = {
        log: makeLog({ name: 'gateway', level: 'error', pretty: false }),
        metrics: makeMetrics('gateway'),
      };
      gateway = await startGateway(parseConfig(gatewayConfig, environment), tools);
      return gateway.port;
    },
    /** Bytes in use, after what is garbage is gone. */
    memory: () => {
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      return { rss, used: heapUsed + external };
    },
    cpuSeconds: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  },
  () => gateway?.stop(),
);
