import { join } from 'node:path';
import { startPostgres } from '@cardstock/local/postgres';
import { type Redis, startRedis } from '@cardstock/local/redis';
import { eventually } from '../../eventually.ts';
import { claimPort } from './claim-port.ts';
import { keep } from './keeper.ts';
import type { Keys } from './supervisor.ts';

/** What the services stand on, started by ourselves so that it can be killed by ourselves. */
export interface Servers {
  readonly postgresPort: number;
  readonly redisPort: number;
  databaseUrl(subgraph: string): string;
  readonly redisUrl: string;
  readonly mongodbUrl: string;
  readonly paymentsUrl: string;
  readonly smtpUrl: string;
  /** kill -9 and a new start on the same data and port. */
  restartRedis(): Promise<void>;
  restartPostgres(): Promise<void>;
  stop(): Promise<void>;
}

interface ServersOptions {
  readonly dataFolder: string;
  readonly keys: Keys;
  readonly subgraphs: readonly string[];
  readonly webhookUrl: string;
}

const silent = (): void => undefined;
// The processes are killed here, never the machine: what the system has been given is as good as on the disk.
const SETTINGS = { fsync: 'off', full_page_writes: 'off' };

/** A server that can be killed and started again: its helpers may hold its port for a moment longer. */
const restartable = async <Server extends { pid: number; exited: Promise<string>; stop(): Promise<void> }>(
  start: () => Promise<Server>,
) => {
  let current = await start();
  return {
    first: current,
    restart: async () => {
      process.kill(current.pid, 'SIGKILL');
      await current.exited;
      current = await eventually(start, { withinMs: 20_000, everyMs: 250 });
    },
    stop: () => current.stop(),
  };
};

const startSandboxes = async ({ dataFolder, keys, webhookUrl }: ServersOptions) => {
  const [payments, smtp, mail] = await Promise.all([claimPort(), claimPort(), claimPort()]);
  const env = {
    PATH: process.env['PATH'] ?? '',
    PAYMENTS_PORT: String(payments),
    MAIL_SMTP_PORT: String(smtp),
    MAIL_HTTP_PORT: String(mail),
    SANDBOX_DATA_DIR: join(dataFolder, 'sandboxes'),
    STRIPE_SECRET_KEY: keys.stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: keys.stripeWebhookSecret,
    PAYMENT_WEBHOOK_URL: webhookUrl,
  };
  const logFile = join(dataFolder, 'logs', 'sandboxes.log');
  const kept = keep({ name: 'sandboxes', entry: 'packages/local/dist/sandboxes.main.js', env, logFile });
  await kept.untilUp();
  return { paymentsUrl: `http://127.0.0.1:${payments}`, smtpUrl: `smtp://127.0.0.1:${smtp}`, stop: kept.stop };
};

const startMongo = async ({ dataFolder }: ServersOptions) => {
  const port = String(await claimPort());
  const env = { PATH: process.env['PATH'] ?? '', MONGO_PORT: port, MONGO_DATA_DIR: join(dataFolder, 'mongo') };
  const logFile = join(dataFolder, 'logs', 'mongo.log');
  const kept = keep({ name: 'mongo', entry: 'packages/local/dist/mongo/main.js', env, logFile });
  await kept.untilUp();
  return { mongodbUrl: `mongodb://127.0.0.1:${port}/cardstock_catalog`, stop: kept.stop };
};

/** Starts PostgreSQL, Redis, the MongoDB stand-in and the sandboxes on free ports. */
export const startServers = async (options: ServersOptions): Promise<Servers> => {
  const { dataFolder, subgraphs } = options;
  const [postgresPort, redisPort] = await Promise.all([claimPort(), claimPort()]);
  const databases = subgraphs.map((name) => `cardstock_${name}`);
  const [postgres, redis, mongo, sandboxes] = await Promise.all([
    restartable(() =>
      startPostgres({
        dataFolder: join(dataFolder, 'postgres'),
        port: postgresPort,
        databases,
        settings: SETTINGS,
        log: silent,
      }),
    ),
    restartable<Redis>(() => startRedis({ dataFolder: join(dataFolder, 'redis'), port: redisPort, log: silent })),
    startMongo(options),
    startSandboxes(options),
  ]);
  return {
    postgresPort,
    redisPort,
    databaseUrl: (subgraph) => postgres.first.url(`cardstock_${subgraph}`),
    redisUrl: redis.first.url,
    mongodbUrl: mongo.mongodbUrl,
    paymentsUrl: sandboxes.paymentsUrl,
    smtpUrl: sandboxes.smtpUrl,
    restartRedis: redis.restart,
    restartPostgres: postgres.restart,
    stop: async () => {
      await Promise.all([mongo.stop(), sandboxes.stop()]);
      await Promise.all([redis.stop(), postgres.stop()]);
    },
  };
};
