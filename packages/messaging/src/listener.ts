import pg from 'pg';
import type { Logger } from 'pino';

const RECONNECT_MS = 500;

export interface Listener {
  stop(): Promise<void>;
}

/**
 * Calls `wake` on every NOTIFY of the channel, and once after each (re)connection, since a notification that was
 * sent while the connection was down is lost.
 */
export const listen = (url: string, channel: string, wake: () => void, log: Logger): Listener => {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const again = (error?: Error): void => {
    if (stopped || timer) return;
    if (error) log.warn({ err: error, channel }, 'listening to PostgreSQL was interrupted');
    timer = setTimeout(connect, RECONNECT_MS);
  };
  const connect = (): void => {
    timer = undefined;
    const current = new pg.Client({ connectionString: url, application_name: `listen ${channel}` });
    client = current;
    current.on('notification', wake);
    current.on('error', again);
    current.on('end', () => again());
    current
      .connect()
      .then(() => current.query(`listen ${channel}`))
      .then(wake, again);
  };
  connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
};
