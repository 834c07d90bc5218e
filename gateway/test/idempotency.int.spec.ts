import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
let accessToken: string;
beforeAll(async () => {
  platform = await startPlatform({ CORS_ORIGINS: 'https://shop.example' });
  accessToken = await platform.jwks.token();
});
beforeEach(() => {
  for (const { keys } of Object.values(platform.subgraphs)) keys.length = 0;
});
afterAll(() => platform.close());

const PLACE = `mutation Place($sku: ID!) {
  placeOrder(sku: $sku) { ... on PlaceOrderSuccess { order { id shipments { id } lines { variant { title } } } } }
}`;

const send = async (query: string, headers: Record<string, string>, variables: object = { sku: 'A' }) => {
  const reply = await fetch(platform.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}`, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await reply.json()) as { errors?: { extensions: { code: string; fields?: unknown } }[] };
  return { status: reply.status, extensions: answer.errors?.[0]?.extensions };
};
const keysAt = (name: 'order' | 'catalog' | 'fulfillment') => platform.subgraphs[name].keys;

describe('an idempotency key', () => {
  it('goes with a mutation, and with the hash of what the client asked for', async () => {
    expect((await send(PLACE, { 'Idempotency-Key': 'k-1' })).status).toBe(200);
    await send(PLACE.replaceAll('\n', ' '), { 'Idempotency-Key': 'k-1' });
    await send(PLACE, { 'Idempotency-Key': 'k-1' }, { sku: 'B' });
    const [first, again, other] = keysAt('order').filter(({ key }) => key !== undefined);
    expect(first).toEqual({ key: 'k-1', body: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(again).toEqual(first);
    expect(other).toEqual({ key: 'k-1', body: expect.not.stringMatching(first?.body ?? '') });
  });

  it('stays away from the joins after a mutation', async () => {
    await send(PLACE, { 'Idempotency-Key': 'k-1' });
    const joins = [...keysAt('catalog'), ...keysAt('fulfillment')];
    expect(joins.length).toBeGreaterThan(1);
    expect(new Set(joins.map(({ key }) => key))).toEqual(new Set([undefined]));
  });

  it('goes with no query, nor with a mutation that has none', async () => {
    await send('{ viewer }', { 'Idempotency-Key': 'not one at all' }, {});
    await send(PLACE, {});
    expect(new Set([...keysAt('order'), ...keysAt('catalog')].map(({ key }) => key))).toEqual(new Set([undefined]));
  });

  it('that is malformed is refused, and nothing is done', async () => {
    expect(await send(PLACE, { 'Idempotency-Key': 'two words' })).toMatchObject({
      status: 400,
      extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'Idempotency-Key' }] },
    });
    expect(keysAt('order')).toEqual([]);
  });

  it('of a guest must be hard to guess', async () => {
    const guest = { authorization: '' };
    expect((await send(PLACE, { ...guest, 'Idempotency-Key': 'k-1' })).status).toBe(400);
    expect((await send(PLACE, { ...guest, 'Idempotency-Key': randomUUID() })).status).toBe(200);
  });

  it('may come from a page of another origin', async () => {
    const { headers } = await fetch(platform.url, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } });
    expect(headers.get('access-control-allow-headers')).toContain('idempotency-key');
  });

  it('comes as an extension over a socket, where there are no headers', async () => {
    const query = PLACE.replace('$sku: ID!', '$sku: ID = "A"');
    const client = platform.client({ authorization: `Bearer ${accessToken}` });
    const ask = async (idempotencyKey: unknown) => {
      for await (const answer of client.iterate({ query, extensions: { idempotencyKey } })) return answer;
      return undefined;
    };
    expect((await ask('k-2'))?.errors).toBeUndefined();
    expect(keysAt('order')[0]?.key).toBe('k-2');
    expect((await ask(7))?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await ask(null))?.errors).toBeUndefined();
  });
});
