import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import {
  e2ePlatform,
  makePlatformSettings,
  type PlatformSettings,
  startPlatformProgram,
  startProgram,
} from '@cardstock/testing';
import { afterEach, describe, expect, it } from '@jest/globals';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

const settings = async (): Promise<PlatformSettings> => {
  const made = await makePlatformSettings();
  cleanups.push(made.remove);
  return made;
};

describe('npm start', () => {
  it('says so when the platform runs already, and leaves it alone', async () => {
    const platform = e2ePlatform();
    const second = startProgram('packages/local/dist/start.js', platform.env);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('Cardstock is running already');
    expect((await platform.healthOf('order')).status).toBe('live');
  });

  it('names the port that is taken, and the variable that moves the service', async () => {
    const { env } = await settings();
    const blocker = createServer().listen(Number(env['CATALOG_PORT']), '127.0.0.1');
    cleanups.push(async () => blocker.close());
    const program = startProgram('packages/local/dist/start.js', env);
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(
      new RegExp(`Port ${env['CATALOG_PORT']}, for the catalog, is taken.*CATALOG_PORT=`),
    );
  });

  it('says what to do when a port is no port', async () => {
    const { env } = await settings();
    const program = startProgram('packages/local/dist/start.js', { ...env, ORDER_PORT: 'four thousand' });
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain('ORDER_PORT must be a port');
  });

  it('explains corrupt data and how to start anew', async () => {
    const own = await settings();
    await mkdir(join(own.dataFolder, 'postgres', 'data'), { recursive: true });
    await writeFile(join(own.dataFolder, 'postgres', 'data', 'PG_VERSION'), 'not a version');
    const program = startPlatformProgram(own);
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain('npm run reset');
    expect(program.output()).not.toMatch(/\n\s+at /);
  });
});

describe('a service without its environment', () => {
  it('names every variable that is missing, at once', async () => {
    const program = startProgram('subgraphs/order/dist/main.js', { DATABASE_URL: '', REDIS_URL: '' });
    expect(await program.ended).toBe(1);
    for (const variable of ['DATABASE_URL', 'REDIS_URL', 'INTERNAL_KEY_FILE'])
      expect(program.output()).toContain(variable);
  });
});
