import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eventually } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';
import { definitionOf, greeter, loaded, loads, replaceFile, supergraphOf } from './supergraphs.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await startPlatform({ SUPERGRAPH_POLL_MS: '100' });
});
afterEach(() => platform.close());

const VIEWER = { query: '{ viewer }' };
const GREETING = { query: '{ greeting }' };

describe('a new supergraph', () => {
  it('is taken over when the file is replaced', async () => {
    const greeting = await platform.startSubgraph(greeter());
    expect((await platform.ask(GREETING)).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await replaceFile(platform.supergraphFile, supergraphOf(platform, greeting));
    await loaded(platform, 2);
    expect(await platform.ask(GREETING)).toEqual({ data: { greeting: 'hello' } });
    const ready = await (await fetch(new URL('/health/ready', platform.url))).json();
    expect(ready).toMatchObject({ status: 'ready', parts: { notification: true } });
  });

  it('is taken over when the file is written in place, and not before it is whole', async () => {
    const sdl = supergraphOf(platform, await platform.startSubgraph(greeter()));
    await writeFile(platform.supergraphFile, sdl.slice(0, sdl.length / 2));
    await eventually(async () => expect(await loads(platform, 'refused')).toBe(1));
    expect((await platform.ask(VIEWER)).data).toEqual({ viewer: 'anonymous' });
    await writeFile(platform.supergraphFile, sdl);
    await loaded(platform, 2);
    expect(await platform.ask(GREETING)).toEqual({ data: { greeting: 'hello' } });
  });

  it('is taken over when a link to it is turned, as Kubernetes does', async () => {
    const folder = dirname(platform.supergraphFile);
    const sdl = supergraphOf(platform);
    await Promise.all(['v1', 'v2'].map((version) => mkdir(join(folder, version))));
    await writeFile(join(folder, 'v1', 'supergraph.graphql'), sdl);
    await writeFile(join(folder, 'v2', 'supergraph.graphql'), `${sdl}\n# v2`);
    await symlink('v1', join(folder, 'data'));
    await symlink(join('data', 'supergraph.graphql'), join(folder, 'linked.graphql'));
    const linked = await platform.another({ SUPERGRAPH_FILE: join(folder, 'linked.graphql') });
    await symlink('v2', join(folder, 'data.new'));
    await rename(join(folder, 'data.new'), join(folder, 'data'));
    await loaded(linked, 2);
    await linked.close();
  });

  it('names its version', async () => {
    const before = await platform.metric('gateway_supergraph_info');
    await replaceFile(platform.supergraphFile, `${supergraphOf(platform)}\n# another`);
    await loaded(platform, 2);
    const text = await (await fetch(new URL('/metrics', platform.url))).text();
    expect(before).toBe(1);
    expect(text.match(/^gateway_supergraph_info\{version="[0-9a-f]{12}".*\} 1$/gm)).toHaveLength(1);
  });
});

describe('a supergraph that cannot be used', () => {
  const broken: [string, (good: string) => string][] = [
    ['that is no GraphQL', () => '<html>404</html>'],
    ['that is empty', () => ''],
    ['that is a schema, but no supergraph', () => 'type Query { viewer: String }'],
    ['that joins a graph which it does not know', (good) => good.replaceAll('graph: CATALOG', 'graph: NOBODY')],
    ['with a subgraph at no HTTP address', (good) => good.replace(/url: "http:/, 'url: "ftp:')],
    ['that lacks a type', (good) => good.replace('type Shipment', 'type Parcel')],
  ];
  it.each(broken)('%s is refused, and the old one kept', async (_name, breakIt) => {
    const good = supergraphOf(platform);
    await replaceFile(platform.supergraphFile, breakIt(good));
    await eventually(async () => expect(await loads(platform, 'refused')).toBe(1));
    expect((await platform.ask(VIEWER)).data).toEqual({ viewer: 'anonymous' });
    await replaceFile(platform.supergraphFile, `${good}\n# mended`);
    await loaded(platform, 2);
    expect(await loads(platform, 'refused')).toBe(1);
  });

  it('because it is gone is no end', async () => {
    const good = supergraphOf(platform);
    await rm(platform.supergraphFile);
    await eventually(async () => expect(await loads(platform, 'refused')).toBe(1));
    expect((await platform.ask(VIEWER)).data).toEqual({ viewer: 'anonymous' });
    await writeFile(platform.supergraphFile, `${good}\n# back`);
    await loaded(platform, 2);
  });

  it('keeps a gateway from starting', async () => {
    const file = join(dirname(platform.supergraphFile), 'broken.graphql');
    await writeFile(file, 'type Query { viewer: String }');
    await expect(platform.another({ SUPERGRAPH_FILE: file })).rejects.toThrow(file);
  });
});

describe('subgraphs', () => {
  const AVAILABLE = { query: '{ order(id: "o1") { lines { variant { available } } } }' };

  it('that move are asked where they are now', async () => {
    const moved = await platform.startSubgraph(definitionOf('inventory'));
    await replaceFile(platform.supergraphFile, supergraphOf(platform, moved));
    await loaded(platform, 2);
    await platform.subgraphs.inventory.kill();
    expect((await platform.ask(AVAILABLE)).errors).toBeUndefined();
    expect(moved.requests).toHaveLength(1);
  });

  it('that go away serve what is under way, and are let go of', async () => {
    const greeting = await platform.startSubgraph(greeter());
    await replaceFile(platform.supergraphFile, supergraphOf(platform, greeting));
    await loaded(platform, 2);
    const held = Promise.withResolvers<void>();
    greeting.hold = held.promise;
    const answer = platform.ask(GREETING);
    await eventually(() => expect(greeting.inFlight.now).toBe(1));
    await replaceFile(platform.supergraphFile, supergraphOf(platform));
    await loaded(platform, 3);
    held.resolve();
    expect(await answer).toEqual({ data: { greeting: 'hello' } });
    await eventually(async () => expect(await greeting.openConnections()).toBe(0));
    expect((await platform.ask(GREETING)).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await platform.metric('gateway_subgraph_in_flight', 'subgraph="notification"')).toBeUndefined();
  });

  it('that stay keep what is known of them', async () => {
    const failing = await platform.another({
      SUPERGRAPH_POLL_MS: '100',
      SUBGRAPH_RETRIES: '0',
      SUBGRAPH_PROBE_MS: '60000',
    });
    await platform.subgraphs.inventory.kill();
    for (let asked = 0; asked < 5; asked += 1) await failing.ask(AVAILABLE);
    await replaceFile(platform.supergraphFile, `${supergraphOf(platform)}\n# another`);
    await loaded(failing, 2);
    expect(await failing.metric('gateway_subgraph_breaker_state', 'subgraph="inventory"')).toBe(2);
    await failing.close();
  });
});
