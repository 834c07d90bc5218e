import type pg from 'pg';

/**
 * Kysely gives a connection back to the pool only when BEGIN, COMMIT or ROLLBACK succeeded on it. One that dies in the
 * middle of a transaction would stay lent for ever, and ten such deaths end all work with the database: here it is given
 * back at its end, and giving it back again later does nothing.
 */
export const giveBackWhatDied = (pool: pg.Pool): void => {
  type Borrower = Parameters<typeof pool.connect>[0];
  const lend = pool.connect.bind(pool);
  const lendSafely = async (): Promise<pg.PoolClient> => {
    const client = await lend();
    const release = client.release.bind(client);
    let isLent = true;
    const giveBack = (err?: Error | boolean): void => {
      if (!isLent) return;
      isLent = false;
      client.off('end', onEnd);
      release(err);
    };
    const onEnd = (): void => giveBack(true);
    client.once('end', onEnd);
    client.release = giveBack;
    return client;
  };
  // With a callback it is the pool's own `query` that borrows, and that gives back by itself.
  const connect = (borrower?: Borrower) => (borrower ? lend(borrower) : lendSafely());
  pool.connect = connect as typeof pool.connect;
};
