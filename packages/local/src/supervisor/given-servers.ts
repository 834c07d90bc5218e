import { Redis } from 'ioredis';
import pg from 'pg';
import { CannotStart } from './ports.ts';

const ANSWER_WITHIN_MS = 5_000;
const NO_SUCH_DATABASE = '3D000';

const reason = (err: unknown): string => (err as NodeJS.ErrnoException).code ?? (err as Error).message;

/** Makes sure that a database of the PostgreSQL that the environment names can be used. Throws CannotStart. */
export const mustReachDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS });
  try {
    await client.connect();
  } catch (cause) {
    const name = new URL(url).pathname.slice(1);
    const isMissing = reason(cause) === NO_SUCH_DATABASE;
    throw new CannotStart(
      isMissing
        ? `The PostgreSQL of POSTGRES_URL has no database ${name}: create it (createdb ${name}), and one for each other service.`
        : `The PostgreSQL of POSTGRES_URL does not let us in (${reason(cause)}).`,
      { cause },
    );
  } finally {
    await client.end();
  }
};

/** Makes sure that the Redis that the environment names answers. Throws CannotStart. */
export const mustReachRedis = async (url: string): Promise<void> => {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: ANSWER_WITHIN_MS });
  const refused = new Promise<never>((_resolve, reject) => redis.on('error', reject));
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), refused]);
  } catch (cause) {
    throw new CannotStart(`The Redis of REDIS_URL does not answer (${reason(cause)}).`, { cause });
  } finally {
    redis.disconnect();
  }
};
