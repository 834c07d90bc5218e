import { Counter, Gauge, type Registry } from 'prom-client';

export interface GraphMetrics {
  loaded(version: string): void;
  refused(): void;
}

/** Shows which supergraph is served, and how often others were taken over or refused. */
export const makeGraphMetrics = (registry: Registry): GraphMetrics => {
  const info = new Gauge({
    name: 'gateway_supergraph_info',
    help: 'Always 1; the label names the version of the supergraph that is served.',
    labelNames: ['version'],
    registers: [registry],
  });
  const loads = new Counter({
    name: 'gateway_supergraph_loads_total',
    help: 'Versions of the supergraph that were loaded, the first one included, or refused.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of ['loaded', 'refused']) loads.inc({ outcome }, 0);
  return {
    loaded: (version) => {
      info.reset();
      info.set({ version }, 1);
      loads.inc({ outcome: 'loaded' });
    },
    refused: () => loads.inc({ outcome: 'refused' }),
  };
};
