import type { Logger } from '@cardstock/service';
import { Gauge, type Registry } from 'prom-client';
import type { ProjectionLag, ReadLag } from '../application/catalog-status.ts';

interface GaugeOptions {
  readonly registry: Registry;
  readonly readLag: ReadLag;
  readonly log: Logger;
}

const GAUGES = {
  events: {
    name: 'catalog_projection_lag_events',
    help: 'Changes of products that are recorded and not in the read model yet.',
  },
  seconds: {
    name: 'catalog_projection_lag_seconds',
    help: 'How long the oldest change of a product that cannot be read yet has waited.',
  },
} as const satisfies Record<keyof ProjectionLag, { name: string; help: string }>;

/** How far the read model is behind, looked up whenever the metrics are read; without an answer it stays what it was. */
export const watchLag = ({ registry, readLag, log }: GaugeOptions): void => {
  let underWay: Promise<ProjectionLag | undefined> | undefined;
  // All gauges are collected at the same time: each waits for the same answer, or it would show that of the last scrape.
  const look = (): Promise<ProjectionLag | undefined> => {
    underWay ??= readLag()
      .catch((err: unknown) => {
        log.warn({ err }, 'the lag of the projection could not be read');
        return undefined;
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  for (const part of ['events', 'seconds'] as const) {
    new Gauge({
      ...GAUGES[part],
      registers: [registry],
      async collect() {
        const lag = await look();
        if (lag) this.set(lag[part]);
      },
    });
  }
};
