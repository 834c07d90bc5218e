import type { Logger } from '@cardstock/service';
import { Gauge, type Registry } from 'prom-client';

interface GaugeOptions {
  readonly registry: Registry;
  readonly countStuck: () => Promise<number>;
  readonly log: Logger;
}

/** How many sagas need people, counted whenever the metrics are read; without an answer it stays what it was. */
export const watchStuckSagas = ({ registry, countStuck, log }: GaugeOptions): void => {
  new Gauge({
    name: 'saga_stuck',
    help: 'Sagas that got no answer however often they asked: people must look.',
    registers: [registry],
    async collect() {
      await countStuck().then(
        (count) => this.set(count),
        (err: unknown) => log.warn({ err }, 'the stuck sagas could not be counted'),
      );
    },
  });
};
