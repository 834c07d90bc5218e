import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freePort } from '../src/ports.ts';
import { locatePostgresData, type Postgres, startPostgres } from '../src/postgres/index.ts';

const isRoot = process.getuid?.() === 0;

let base: string;
let folder: string;
let running: Postgres[];
let lines: string[];

const start = async (port?: number): Promise<Postgres> => {
  const postgres = await startPostgres({
    dataFolder: folder,
    port: port ?? (await freePort()),
    databases: ['catalog', 'order'],
    log: (line) => void lines.push(line),
  });
  running.push(postgres);
  return postgres;
};

/** Where the server keeps its files: elsewhere when root runs these tests in a checkout that is closed to other users. */
const home = async (): Promise<string> => {
  const found = (await locatePostgresData(folder)).find((place) => existsSync(join(place, 'data')));
  if (found === undefined) throw new Error('there is no PostgreSQL data');
  return found;
};

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'cardstock postgres-'));
  await chmod(base, 0o755);
  folder = join(base, 'data');
  running = [];
  lines = [];
});

afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  for (const place of await locatePostgresData(folder)) await rm(place, { recursive: true, force: true });
  await rm(base, { recursive: true, force: true });
});

describe('a first start', () => {
  it('gives every database a UTF-8 search that knows accented letters', async () => {
    const postgres = await start();
    await query(postgres.url('catalog'), 'CREATE EXTENSION pg_trgm');
    const found = await query(
      postgres.url('catalog'),
      `SELECT similarity('Éclair', 'éclair') AS likeness, show_trgm('é') <> '{}' AS letter, lower('ÖÉ') AS lower,
              current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync`,
    );
    expect(found).toEqual([{ likeness: 1, letter: true, lower: 'öé', encoding: 'UTF8', fsync: 'on' }]);
    expect(await query(postgres.url('order'), 'SELECT current_database() AS name')).toEqual([{ name: 'order' }]);
  });

  it('lets nobody in without the password', async () => {
    const { port } = await start();
    const guess = query(`postgresql://cardstock:guess@127.0.0.1:${port}/order`, 'SELECT 1');
    await expect(guess).rejects.toThrow('password authentication failed');
  });

  it('begins anew after an initdb that was interrupted', async () => {
    await mkdir(join(folder, 'data.unfinished'), { recursive: true });
    await writeFile(join(folder, 'data.unfinished', 'PG_VERSION'), '18\n');
    expect(await query((await start()).url('order'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a later start', () => {
  it('finds the data of the earlier one', async () => {
    const first = await start();
    await query(first.url('order'), 'CREATE TABLE card AS SELECT 7 AS id');
    await first.stop();
    await expect(first.exited).resolves.toBe('exit code 0');
    expect(await query((await start()).url('order'), 'SELECT id FROM card')).toEqual([{ id: 7 }]);
  });

  it('recovers after the server was killed', async () => {
    const first = await start();
    await query(first.url('order'), 'CREATE TABLE card AS SELECT 7 AS id');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    expect(await query((await start()).url('order'), 'SELECT id FROM card')).toEqual([{ id: 7 }]);
  });

  it('is refused while another server uses the folder or the port', async () => {
    const { port } = await start();
    await expect(start()).rejects.toThrow(/is in use: process \d+/);
    folder = join(base, 'other');
    await expect(start(port)).rejects.toThrow(`port ${port}`);
  });

  // The child starts a server and is killed before it can stop it; NODE_OPTIONS of jest are not for it.
  const leaveOrphan = async (): Promise<number> => {
    const program = `
      import { startPostgres } from ${JSON.stringify(new URL('../src/postgres/index.ts', import.meta.url).href)};
      const options = { dataFolder: ${JSON.stringify(folder)}, port: ${await freePort()}, databases: [], log: () => {} };
      process.stdout.write(String((await startPostgres(options)).pid));
      setInterval(() => {}, 1000);`;
    const env = { PATH: process.env['PATH'] };
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env });
    const [pid] = await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    return Number(pid);
  };

  it('stops the server that a killed process left behind', async () => {
    const orphan = await leaveOrphan();
    const postgres = await start();
    expect(postgres.pid).not.toBe(orphan);
    expect(lines).toContain(`stopping a PostgreSQL (process ${orphan}) that an earlier start left behind`);
  });

  it('leaves a process alone that merely got the number of a dead server', async () => {
    await (await start()).stop();
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(bystander, 'spawn');
    try {
      const cluster = join(await home(), 'data');
      await writeFile(join(cluster, 'postmaster.pid'), `${bystander.pid}\n${cluster}\n`);
      await start();
      expect(bystander.exitCode).toBeNull();
    } finally {
      bystander.kill('SIGKILL');
      await once(bystander, 'exit');
    }
  });
});

describe('data that is no longer whole', () => {
  it("is explained in plain words, with the server's own", async () => {
    await (await start()).stop();
    const place = await home();
    const inCluster = (...names: string[]) => join(place, 'data', ...names);
    await rm(inCluster('global', 'pg_control'));
    await expect(start()).rejects.toThrow(/did not start \(exit code 2\)[\s\S]*npm run reset[\s\S]*pg_control/);

    await writeFile(inCluster('PG_VERSION'), '16\n');
    await expect(start()).rejects.toThrow('it was made by PostgreSQL 16, not 18');

    await rm(inCluster('PG_VERSION'));
    await expect(start()).rejects.toThrow(/PG_VERSION is missing[\s\S]*npm run reset/);

    await rm(join(place, 'password'));
    await expect(start()).rejects.toThrow(/password of the PostgreSQL data.*is missing[\s\S]*npm run reset/);
  });
});

(isRoot ? describe : describe.skip)('as root', () => {
  it('keeps the data elsewhere when the folder is closed to other users', async () => {
    await chmod(base, 0o700);
    const first = await start();
    await query(first.url('order'), 'CREATE TABLE card AS SELECT 7 AS id');
    const [here, elsewhere = ''] = await locatePostgresData(folder);
    expect(here).toBe(folder);
    expect(elsewhere).toMatch(/^\/var\/lib\/cardstock\/[0-9a-f]{16}$/);
    expect(lines).toEqual([expect.stringContaining(elsewhere)]);
    expect(await readFile(join(elsewhere, 'data', 'PG_VERSION'), 'utf8')).toBe('18\n');
    await first.stop();

    await chmod(base, 0o755);
    expect(await query((await start()).url('order'), 'SELECT id FROM card')).toEqual([{ id: 7 }]);
  });
});
