import { type ArmableDesk, makeDesk } from '../points/desk.ts';
import type { MessageBook } from '../wire/envelopes.ts';
import { startPaymentProxy } from '../wire/payment-proxy.ts';
import { startPostgresProxy } from '../wire/postgres-proxy.ts';
import { startRedisProxy } from '../wire/redis-proxy.ts';
import type { Servers } from './servers.ts';
import type { Backing, ServiceName } from './supervisor.ts';

/** The wires of one service to what it stands on, and the desk at which faults on them are armed. */
export interface Wires {
  readonly desk: ArmableDesk;
  readonly backing: Backing;
  stop(): Promise<void>;
}

const through = (url: string, port: number): string => Object.assign(new URL(url), { port: String(port) }).href;

/** What the services stand on, without anybody in between. */
export const directBacking = (servers: Servers): Backing => ({
  databaseUrl: servers.databaseUrl,
  redisUrl: servers.redisUrl,
  mongodbUrl: servers.mongodbUrl,
  paymentsUrl: servers.paymentsUrl,
  smtpUrl: servers.smtpUrl,
  mailUrl: undefined,
  stop: servers.stop,
});

interface WiresOptions {
  readonly service: ServiceName;
  readonly servers: Servers;
  readonly book: MessageBook;
  readonly rewrite?: ((sql: string) => string) | undefined;
}

/** Lays the wires of one service. */
export const layWires = async ({ servers, book, rewrite }: WiresOptions): Promise<Wires> => {
  const desk = makeDesk();
  let published: readonly string[] = [];
  const [postgres, redis, payments] = await Promise.all([
    startPostgresProxy({ serverPort: servers.postgresPort, desk, book, published: () => published, rewrite }),
    startRedisProxy({
      serverPort: servers.redisPort,
      desk,
      onPublish: (types) => {
        published = types;
      },
    }),
    startPaymentProxy(servers.paymentsUrl, desk),
  ]);
  return {
    desk,
    backing: {
      ...directBacking(servers),
      databaseUrl: (subgraph) => through(servers.databaseUrl(subgraph), postgres.port),
      redisUrl: through(servers.redisUrl, redis.port),
      paymentsUrl: `http://127.0.0.1:${payments.port}`,
    },
    stop: async () => {
      await Promise.all([postgres.stop(), redis.stop(), payments.stop()]);
    },
  };
};
