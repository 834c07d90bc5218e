import pg from 'pg';
import { USER } from './cluster.ts';

export interface Address {
  port: number;
  password: string;
}

export const urlOf = ({ port, password }: Address, database: string) =>
  `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

/** Creates the databases that are not there yet. */
export const ensureDatabases = async ({ port, password }: Address, databases: string[]): Promise<void> => {
  const client = new pg.Client({ host: '127.0.0.1', port, user: USER, password, database: 'postgres', ssl: false });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const existing = new Set(rows.map(({ datname }) => datname));
    for (const name of databases.filter((database) => !existing.has(database))) {
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    }
  } finally {
    await client.end();
  }
};
