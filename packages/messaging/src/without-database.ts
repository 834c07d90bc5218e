// What a process without a database takes messages with: it loads no PostgreSQL.
export { type MessagingMetrics, makeMessagingMetrics } from './metrics.ts';
export * from './subscriber.ts';
