import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { e2ePlatform, eventually } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';

const platform = e2ePlatform();
const CATALOG = 'schema/subgraphs/catalog.graphql';
const FIELDS = { query: '{ __type(name: "Query") { fields { name } } }' };

const devKey = (): string =>
  spawnSync(process.execPath, ['packages/local/dist/registry-key.js'], { env: { ...process.env, ...platform.env } })
    .stdout.toString()
    .trim();

let rover: Rover;
beforeEach(async () => {
  const registryUrl = `http://127.0.0.1:${platform.env['REGISTRY_PORT']}/graphql`;
  rover = await makeRover({ registryUrl, key: devKey() });
});
const publish = async (sdl: string) =>
  rover([
    'subgraph',
    'publish',
    'cardstock@current',
    '--name',
    'catalog',
    '--schema',
    await rover.file('c.graphql', sdl),
  ]);
afterEach(async () => {
  await publish(await readFile(CATALOG, 'utf8'));
  await rover.remove();
});

const fieldsOfQuery = async (): Promise<readonly string[]> => {
  const { data } = await platform.ask<{ __type: { fields: { name: string }[] } }>(FIELDS);
  return data.__type.fields.map(({ name }) => name);
};

(hasRover ? describe : describe.skip)('the registry of npm start', () => {
  it('holds the schema of the checkout, as the gateway serves it', async () => {
    const { code, stdout } = await rover(['supergraph', 'fetch', 'cardstock@current']);
    expect(code).toBe(0);
    expect(stdout.trim()).toBe((await readFile('schema/supergraph.graphql', 'utf8')).trim());
  });

  it('has the gateway serve a new field within 5 s of its publication, and not the one that does not compose', async () => {
    const sdl = await readFile(CATALOG, 'utf8');
    const broken = await publish(sdl.replace(/^type Query \{/m, 'type Query {\n  broken: Nothing'));
    expect(broken).toMatchObject({ code: 1, text: expect.stringContaining('would not compose any more') });
    const { code } = await publish(
      sdl.replace(/^type Query \{/m, 'type Query {\n  "A try."\n  publishedByRover: String'),
    );
    expect(code).toBe(0);
    await eventually(async () => expect(await fieldsOfQuery()).toContain('publishedByRover'), { withinMs: 5_000 });
    expect(await fieldsOfQuery()).not.toContain('broken');
  });

  it('may be killed: the gateway serves on, and it comes back with what it had', async () => {
    await platform.kill('registry');
    expect(await fieldsOfQuery()).toContain('products');
    await eventually(async () => {
      const { code, stdout } = await rover(['subgraph', 'list', 'cardstock@current']);
      expect(code).toBe(0);
      expect(stdout).toContain('catalog');
    });
  });
});
