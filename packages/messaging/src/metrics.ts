import { Counter, Histogram, type Registry } from 'prom-client';

export interface MessagingMetrics {
  readonly published: Counter;
  readonly consumed: Counter<'type' | 'outcome'>;
  readonly duration: Histogram<'type'>;
}

/** The counters of one process's messaging, registered for /metrics. */
export const makeMessagingMetrics = (registry: Registry): MessagingMetrics => ({
  published: new Counter({
    name: 'messages_published_total',
    help: 'Messages sent from the outbox.',
    registers: [registry],
  }),
  consumed: new Counter({
    name: 'messages_consumed_total',
    help: 'Messages taken from the queue, by type and outcome (done, failed, dead).',
    labelNames: ['type', 'outcome'],
    registers: [registry],
  }),
  duration: new Histogram({
    name: 'message_duration_seconds',
    help: 'Time a handler took for a message.',
    labelNames: ['type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  }),
});
