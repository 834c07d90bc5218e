import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestRegistry } from '../../schema/registry/test/test-registry.ts';
import { listen } from './listen.ts';
import { startPlatform, type TestGateway, type TestPlatform } from './platform.ts';
import { publish, startRegistryOf } from './registry.ts';
import { greeter, loads } from './supergraphs.ts';

const PROMISED = { withinMs: 5_000 };
const ORDER = { query: '{ order(id: "o1") { number } }' };
const GREETING = { query: '{ greeting }' };

let platform: TestPlatform;
let registry: TestRegistry;
let environment: Record<string, string>;
let folder: string;
beforeEach(async () => {
  platform = await startPlatform();
  ({ registry, environment } = await startRegistryOf(Object.values(platform.subgraphs)));
  folder = await mkdtemp(join(tmpdir(), 'cardstock-feed-'));
  environment = {
    ...environment,
    SUPERGRAPH_FILE: join(folder, 'none'),
    SUPERGRAPH_CACHE_FILE: join(folder, 'kept', 'last.json'),
  };
});
afterEach(async () => {
  await platform.close();
  await registry.stop();
  await rm(folder, { recursive: true });
});

const answers = (gateway: TestGateway): Promise<void> =>
  eventually(async () => expect(await gateway.ask(ORDER)).toEqual({ data: { order: { number: 'N-o1' } } }));
const greets = (gateway: TestGateway, patience = {}): Promise<void> =>
  eventually(async () => expect(await gateway.ask(GREETING)).toEqual({ data: { greeting: 'hello' } }), patience);
const keptOnDisk = (): Promise<void> =>
  eventually(async () => void JSON.parse(await readFile(environment['SUPERGRAPH_CACHE_FILE'] ?? '', 'utf8')));

describe('a gateway that follows a registry', () => {
  it('serves a new field within 5 s of its publication, without failing a request or ending a stream', async () => {
    const gateway = await platform.another(environment);
    const client = gateway.client({ authorization: `Bearer ${await platform.jwks.token()}` });
    platform.log.append('live', 'A');
    const live = listen(client, 'subscription { orderStatusChanged(orderId: "live") { status } }');
    await live.received(1);
    const asked: unknown[] = [];
    let isOver = false;
    const asking = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!isOver) asked.push(await gateway.ask(ORDER));
      }),
    );
    await publish(registry, [await platform.startSubgraph(greeter())]);
    await greets(gateway, PROMISED);
    isOver = true;
    await asking;
    platform.log.append('live', 'B');
    await live.received(2);

    expect(asked.length).toBeGreaterThan(20);
    for (const answer of asked) expect(answer).toEqual({ data: { order: { number: 'N-o1' } } });
    expect(live.isOver).toBe(false);
    expect(await loads(gateway, 'refused')).toBe(0);
  });

  it('goes on while the registry is away, and follows it again afterwards', async () => {
    const gateway = await platform.another(environment);
    await registry.restart(async () => {
      await eventually(async () =>
        expect(await gateway.metric('gateway_registry_polls_total', 'outcome="failed"')).toBeGreaterThan(0),
      );
      await answers(gateway);
    });
    await publish(registry, [await platform.startSubgraph(greeter())]);
    await greets(gateway);
  });

  it('starts without the registry with what that gave last, and catches up', async () => {
    const first = await platform.another(environment);
    await answers(first);
    await keptOnDisk();
    await first.stop();
    const started: TestGateway[] = [];
    await registry.restart(async () => {
      started.push(await platform.another(environment));
      for (const gateway of started) await answers(gateway);
    });
    await publish(registry, [await platform.startSubgraph(greeter())]);
    for (const gateway of started) await greets(gateway);
  });

  it('starts with the supergraph file where there is nothing else', async () => {
    const nowhere = { ...environment, REGISTRY_UPLINK_URLS: 'http://127.0.0.1:9/uplink' };
    await answers(await platform.another({ ...nowhere, SUPERGRAPH_FILE: platform.supergraphFile }));
    await expect(platform.another(nowhere)).rejects.toThrow('REGISTRY_UPLINK_URLS');
  });

  it('does not take what another graph had for its own', async () => {
    const file = environment['SUPERGRAPH_CACHE_FILE'] ?? '';
    await answers(await platform.another(environment));
    await keptOnDisk();
    const other = { ...(JSON.parse(await readFile(file, 'utf8')) as object), ref: 'other@test' };
    await writeFile(file, JSON.stringify(other));
    const nowhere = { ...environment, REGISTRY_UPLINK_URLS: 'http://127.0.0.1:9/uplink' };
    await expect(platform.another(nowhere)).rejects.toThrow('cannot be read');
  });

  it('asks the next registry where the first is away', async () => {
    const urls = `http://127.0.0.1:9/uplink,${environment['REGISTRY_UPLINK_URLS']}`;
    await answers(await platform.another({ ...environment, REGISTRY_UPLINK_URLS: urls }));
  });

  it('does not start with half of its settings', async () => {
    const { APOLLO_KEY: _key, ...rest } = environment;
    await expect(platform.another(rest)).rejects.toThrow('APOLLO_KEY');
  });

  it('refuses what it cannot load, asks on, and takes the next that it can', async () => {
    const first = await (await fetch(`${environment['REGISTRY_UPLINK_URLS']}`, uplinkRequest(environment))).json();
    const { id, supergraphSDL } = (first as { data: { routerConfig: { id: string; supergraphSDL: string } } }).data
      .routerConfig;
    const launch = (launchId: string, sdl: string) => ({
      data: {
        routerConfig: { __typename: 'RouterConfigResult', id: launchId, supergraphSdl: sdl, minDelaySeconds: 1 },
      },
    });
    let answer = launch(id, supergraphSDL);
    const known: unknown[] = [];
    const odd = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        known.push(
          (JSON.parse(Buffer.concat(chunks).toString()) as { variables: { ifAfterId: unknown } }).variables.ifAfterId,
        );
        reply.end(JSON.stringify(answer));
      });
    }).listen(0, '127.0.0.1');
    await eventually(() => expect(odd.address()).not.toBeNull());
    const url = `http://127.0.0.1:${(odd.address() as AddressInfo).port}/uplink`;
    const gateway = await platform.another({ ...environment, REGISTRY_UPLINK_URLS: url });
    answer = launch('broken', 'type Query { nothing: Nothing }');
    await eventually(async () => expect(await loads(gateway, 'refused')).toBe(1));
    const askedBefore = known.length;
    await eventually(() => expect(known.length).toBeGreaterThan(askedBefore + 1));
    await answers(gateway);
    // The broken one is never named as known: it would be kept for good.
    expect(known).not.toContain('broken');
    expect(await loads(gateway, 'refused')).toBe(1);
    answer = launch('mended', `${supergraphSDL}\n# mended`);
    await eventually(async () => expect(await loads(gateway, 'loaded')).toBe(2));
    odd.close();
  });
});

const uplinkRequest = ({ APOLLO_KEY, APOLLO_GRAPH_REF }: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    query: `query ($key: String!, $ref: String!) { routerConfig(apiKey: $key, ref: $ref) { ... on RouterConfigResult { id supergraphSDL } } }`,
    variables: { key: APOLLO_KEY, ref: APOLLO_GRAPH_REF },
  }),
});
