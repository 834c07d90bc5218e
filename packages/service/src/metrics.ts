import { collectDefaultMetrics, Registry } from 'prom-client';

/** The metrics of one process, with those of Node itself. */
export const makeMetrics = (service: string): Registry => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
};
