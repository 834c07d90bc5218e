import { Counter, type Registry } from 'prom-client';

/** What became of an announcement: all processes took it in, a lease had to run out, or the grant was ended. */
export type Told = 'taken_in' | 'waited' | 'ended';

export interface WriterMetrics {
  told(outcome: Told): void;
}

export const makeWriterMetrics = (registry: Registry): WriterMetrics => {
  const announcements = new Counter({
    name: 'catalog_cache_announcements_total',
    help: 'Changes that caches were told of before their commit: taken in by all processes, waited for a lease that a process did not use, or ended the trust in all caches (Redis was away or new).',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return { told: (outcome) => announcements.inc({ outcome }) };
};
