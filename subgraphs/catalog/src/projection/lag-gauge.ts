import type { Logger } from '@cardstock/service';
import { Gauge, type Registry } from 'prom-client';
import type { ReadLag } from '../application/catalog-status.ts';

interface GaugeOptions {
  readonly registry: Registry;
  readonly readLag: ReadLag;
  readonly log: Logger;
}

/** How far the read model is behind, looked up whenever the metrics are read; without an answer it stays what it was. */
export const watchLag = ({ registry, readLag, log }: GaugeOptions): void => {
  const seconds = new Gauge({
    name: 'catalog_projection_lag_seconds',
    help: 'How long the oldest change of a product that cannot be read yet has waited.',
    registers: [registry],
  });
  new Gauge({
    name: 'catalog_projection_lag_events',
    help: 'Changes of products that are recorded and not in the read model yet.',
    registers: [registry],
    async collect() {
      await readLag().then(
        (lag) => {
          this.set(lag.events);
          seconds.set(lag.seconds);
        },
        (err: unknown) => log.warn({ err }, 'the lag of the projection could not be read'),
      );
    },
  });
};
