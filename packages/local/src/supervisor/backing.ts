import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { type Postgres, startPostgres } from '../postgres/index.ts';
import { type Redis, startRedis } from '../redis/index.ts';
import { type Child, keepRunning, type Watcher } from './child.ts';
import { mustReachDatabase, mustReachRedis } from './given-servers.ts';
import { keepServing } from './keep-serving.ts';
import type { Keys } from './keys.ts';
import type { Ports } from './ports.ts';
import { DATABASES } from './services.ts';

/** Where the services find what they stand on. */
export interface Backing {
  databaseUrl(subgraph: string): string;
  readonly redisUrl: string;
  readonly mongodbUrl: string;
  readonly paymentsUrl: string;
  readonly smtpUrl: string;
  readonly mailUrl: string | undefined;
  stop(): Promise<void>;
}

interface BackingOptions {
  readonly dataFolder: string;
  readonly keys: Keys;
  readonly ports: Ports;
  readonly env: NodeJS.ProcessEnv;
  readonly watcher: Watcher;
}

interface Part<Urls> {
  readonly urls: Urls;
  stop(): Promise<void>;
}

const nothingToStop = async (): Promise<void> => undefined;
const databaseIn = (server: string, name: string): string =>
  Object.assign(new URL(server), { pathname: `/cardstock_${name}` }).href;

const postgres = async ({ dataFolder, env, watcher }: BackingOptions): Promise<Part<(name: string) => string>> => {
  const given = env['POSTGRES_URL'];
  if (given) {
    const urls = (name: string): string => env[`${name.toUpperCase()}_DATABASE_URL`] ?? databaseIn(given, name);
    await Promise.all(DATABASES.map((name) => mustReachDatabase(urls(name))));
    return { urls, stop: nothingToStop };
  }
  const port = await freePort();
  const databases = DATABASES.map((name) => `cardstock_${name}`);
  const start = (): Promise<Postgres> =>
    startPostgres({ dataFolder: join(dataFolder, 'postgres'), port, databases, log: watcher.say });
  const server = await keepServing('PostgreSQL', start, watcher);
  return { urls: (name) => server.first.url(`cardstock_${name}`), stop: server.stop };
};

const redis = async ({ dataFolder, env, watcher }: BackingOptions): Promise<Part<string>> => {
  const given = env['REDIS_URL'];
  if (given) {
    await mustReachRedis(given);
    return { urls: given, stop: nothingToStop };
  }
  const port = await freePort();
  const start = (): Promise<Redis> => startRedis({ dataFolder: join(dataFolder, 'redis'), port, log: watcher.say });
  const server = await keepServing('Redis', start, watcher);
  return { urls: server.first.url, stop: server.stop };
};

const program = async (
  name: string,
  entry: string,
  env: Record<string, string>,
  options: BackingOptions,
): Promise<Child> => {
  const logFile = join(options.dataFolder, 'logs', `${name}.log`);
  const path = { PATH: options.env['PATH'] ?? '' };
  const child = keepRunning(
    { name, entry: `packages/local/dist/${entry}`, env: { ...path, ...env }, logFile },
    options.watcher,
  );
  await child.up;
  return child;
};

const mongodb = async (options: BackingOptions): Promise<Part<string>> => {
  const given = options.env['MONGODB_URL'];
  if (given) return { urls: given, stop: nothingToStop };
  const port = String(await freePort());
  const env = { MONGO_PORT: port, MONGO_DATA_DIR: join(options.dataFolder, 'mongo') };
  const child = await program('mongo', 'mongo/main.js', env, options);
  return { urls: `mongodb://127.0.0.1:${port}/cardstock_catalog`, stop: child.stop };
};

const sandboxes = async (
  options: BackingOptions,
): Promise<Part<Pick<Backing, 'paymentsUrl' | 'smtpUrl' | 'mailUrl'>>> => {
  const [payments, smtp, mail] = await Promise.all([freePort(), freePort(), freePort()]);
  const child = await program(
    'sandboxes',
    'sandboxes.main.js',
    {
      PAYMENTS_PORT: String(payments),
      MAIL_SMTP_PORT: String(smtp),
      MAIL_HTTP_PORT: String(mail),
      SANDBOX_DATA_DIR: join(options.dataFolder, 'sandboxes'),
      STRIPE_SECRET_KEY: options.keys.stripeSecretKey,
      STRIPE_WEBHOOK_SECRET: options.keys.stripeWebhookSecret,
      PAYMENT_WEBHOOK_URL: `http://127.0.0.1:${options.ports.order}/webhooks/stripe`,
    },
    options,
  );
  const urls = {
    paymentsUrl: `http://127.0.0.1:${payments}`,
    smtpUrl: options.env['SMTP_URL'] ?? `smtp://127.0.0.1:${smtp}`,
    mailUrl: options.env['SMTP_URL'] ? undefined : `http://127.0.0.1:${mail}`,
  };
  return { urls, stop: child.stop };
};

/** Starts what the services stand on, except where the environment names it already. All of it, or nothing. */
export const startBacking = async (options: BackingOptions): Promise<Backing> => {
  const stops: (() => Promise<void>)[] = [];
  const started = async <Urls>(starting: Promise<Part<Urls>>): Promise<Urls> => {
    const { urls, stop } = await starting;
    stops.push(stop);
    return urls;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(stops.map((stopPart) => stopPart()));
  };
  const parts = [
    started(postgres(options)),
    started(redis(options)),
    started(mongodb(options)),
    started(sandboxes(options)),
  ] as const;
  try {
    const [databaseUrl, redisUrl, mongodbUrl, outside] = await Promise.all(parts);
    return { databaseUrl, redisUrl, mongodbUrl, ...outside, stop };
  } catch (err) {
    await Promise.allSettled(parts);
    await stop();
    throw err;
  }
};
