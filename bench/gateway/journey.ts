import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INTERNAL_HEADER, loadInternalTokens, type Viewer } from '@cardstock/service/core';
import { decodeJwt } from 'jose';
import { makeClient, placeOrder, registerBuyers, stockUp } from '../orders/client.ts';
import { startBenchPlatform } from '../orders/platform.ts';
import type { Load } from './loads.ts';
import type { Scene } from './scene.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ORDERS = 20;
const WORDS = ['dragon', 'warrior', 'rain', 'strike', 'rhinar', 'block', 'arcane', 'blade'];

const operation = (file: string): Promise<string> =>
  readFile(join(ROOT, 'schema', 'operations', 'demo', `${file}.graphql`), 'utf8');

/**
 * The committed supergraph for the others, with the subgraphs where this platform has them, and without demanding that
 * the authorization directives are enforced: the stock gateway refuses to load a graph that has them.
 */
const supergraphAt = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const sdl = await readFile(join(ROOT, 'schema', 'supergraph.graphql'), 'utf8');
  return sdl
    .replaceAll(', for: SECURITY', '')
    .replaceAll(
      /@join__graph\(name: "(\w+)", url: "[^"]*"\)/g,
      (_, name: string) => `@join__graph(name: "${name}", url: "${environment[`${name.toUpperCase()}_URL`]}")`,
    );
};

const viewerOf = (accessToken: string): Viewer => {
  const { sub = '', roles, scopes } = decodeJwt<{ roles: string[]; scopes: string[] }>(accessToken);
  return { kind: 'user', id: sub, roles, scopes } as Viewer;
};

/** What a visitor and a customer of the marketplace ask: the trusted documents of the demo, on a platform with orders in it. */
export const startJourney = async (folder: string): Promise<Scene> => {
  const platform = await startBenchPlatform();
  const client = makeClient(platform.url, 16);
  const environment = await platform.environmentOf('gateway');
  const supergraph = join(folder, 'cardstock.graphql');
  await writeFile(supergraph, await supergraphAt(environment));
  const tokens = await loadInternalTokens('gateway', {
    INTERNAL_KEY_FILE: environment['INTERNAL_KEY_FILE'] ?? '',
    INTERNAL_JWKS_FILE: environment['INTERNAL_JWKS_FILE'] ?? '',
  });
  const headersFor = (viewer: Viewer, accessToken?: string) => async (isOurs: boolean) => {
    if (!isOurs) return { [INTERNAL_HEADER]: await tokens.sign(viewer) };
    return accessToken ? { authorization: `Bearer ${accessToken}` } : ({} as Record<string, string>);
  };
  const skus = await stockUp(client, 30, 1_000);
  const [buyer = ''] = await registerBuyers(client, 1);
  const orders: string[] = [];
  for (let index = 0; index < ORDERS; index += 1)
    orders.push(await placeOrder(client, buyer, [skus[index] ?? '', skus[index + 1] ?? '']));
  const { products } = await client.ask<{ products: { nodes: { id: string }[] } }>(
    '{ products(first: 50) { nodes { id } } }',
    {},
  );
  const anonymous = headersFor({ kind: 'anonymous' });
  const loads: Load[] = [
    {
      name: 'journey: search with facets, prices and stock',
      query: await operation('search-products'),
      variables: (index) => ({ query: WORDS[index % WORDS.length], first: 10 }),
      isSmall: false,
      headers: anonymous,
    },
    {
      name: 'journey: product page',
      query: await operation('product-page'),
      variables: (index) => ({ id: products.nodes[(index * 7) % products.nodes.length]?.id }),
      isSmall: false,
      headers: anonymous,
    },
    {
      name: 'journey: an order over six subgraphs',
      query: await operation('order-story'),
      variables: (index) => ({ id: orders[(index * 7) % orders.length] }),
      isSmall: false,
      headers: headersFor(viewerOf(buyer), buyer),
    },
  ];
  const stop = async (): Promise<void> => {
    await client.close();
    await platform.stop();
  };
  return { supergraph, loads, header: INTERNAL_HEADER, ourEnvironment: environment, stop };
};
