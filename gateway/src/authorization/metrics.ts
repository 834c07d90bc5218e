import { Counter, type Registry } from 'prom-client';

export type CountVerdict = (verdict: 'allowed' | 'restricted' | 'answered') => void;

/** Counts operations by what their viewers get of them. */
export const makeCountVerdict = (registry: Registry): CountVerdict => {
  const counter = new Counter({
    name: 'operations_authorized_total',
    help: 'Operations by what their viewer may have of them: all (allowed), a part (restricted), nothing (answered).',
    labelNames: ['verdict'],
    registers: [registry],
  });
  return (verdict) => counter.inc({ verdict });
};
