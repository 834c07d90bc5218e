import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

const GATEWAY_KEY = 'user:gateway:test-0123456789-abcdefghij';

let registry: TestRegistry;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cardstock-pages-'));
  await writeFile(join(folder, 'gateway-key'), GATEWAY_KEY, { mode: 0o600 });
  registry = await startTestRegistry({ GATEWAY_KEY_FILE: join(folder, 'gateway-key') });
});
afterAll(async () => {
  await registry.stop();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${registry.url()}${path}`, { headers, redirect: 'manual' });
const logIn = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${registry.url()}/login`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
const cookieOf = (reply: Response): string => reply.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('pages', () => {
  it('show nothing without a key, and come back to where one wanted to go', async () => {
    const reply = await get('/graph/cards?after=1');
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/login?next=%2Fgraph%2Fcards%3Fafter%3D1']);
    const form = await (await get('/login?next=%2Fgraph%2Fcards%3Fafter%3D1')).text();
    expect(form).toContain('name="next" value="/graph/cards?after=1"');
  });

  it('take a key, and answer with a cookie that no script reads', async () => {
    const reply = await logIn({ key: ROOT_KEY, next: '/' });
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/']);
    expect(reply.headers.get('set-cookie')).toMatch(/; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(reply.headers.get('set-cookie')).not.toContain(ROOT_KEY);
    const page = await get('/', { cookie: cookieOf(reply) });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Nothing was published yet.');
  });

  it('refuse an unknown key', async () => {
    const reply = await logIn({ key: 'service:cards:wrong', next: '/' });
    expect([reply.status, reply.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await reply.text()).toContain('Unauthorized: unknown API key');
  });

  it('refuse the key of a gateway, which is no person', async () => {
    const reply = await logIn({ key: GATEWAY_KEY });
    expect([reply.status, reply.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await reply.text()).toContain('This key is for gateways');
  });

  it('end with their key', async () => {
    await registry.sql.query(`insert into graph (id, created_at) values ('cards', now()) on conflict do nothing`);
    const { data } = await registry.ask<{ graph: { createKey: { text: string; key: { id: string } } } }>(
      'mutation { graph(id: "cards") { createKey(name: "ada", scope: READ) { text key { id } } } }',
    );
    const { text, key } = data.graph.createKey;
    const cookie = cookieOf(await logIn({ key: text }));
    expect((await get('/graph/cards', { cookie })).status).toBe(200);
    expect((await get('/graph/other', { cookie })).status).toBe(404);
    await registry.ask(`mutation { graph(id: "cards") { revokeKey(id: "${key.id}") { id } } }`);
    expect((await get('/graph/cards', { cookie })).status).toBe(303);
  });

  it('refuse a login that another site sends', async () => {
    const reply = await logIn({ key: ROOT_KEY }, { 'sec-fetch-site': 'cross-site' });
    expect([reply.status, reply.headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('lead nowhere else after a login', async () => {
    expect((await logIn({ key: ROOT_KEY, next: 'https://evil.test/' })).headers.get('location')).toBe('/');
  });

  it('may run no script and load nothing from elsewhere', async () => {
    const reply = await get('/login');
    expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(await reply.text()).not.toMatch(/<script|style=|https?:\/\//);
  });

  it('escape what they are given', async () => {
    const page = await (await get('/login?next=%2F%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E')).text();
    expect(page).not.toContain('<script');
  });

  it('forget a forged or foreign session', async () => {
    for (const cookie of ['cardstock_registry=e30.AAAA', 'cardstock_registry=', 'other=1'])
      expect((await get('/', { cookie })).status).toBe(303);
  });

  it('are missing where there is nothing', async () => {
    const cookie = cookieOf(await logIn({ key: ROOT_KEY }));
    for (const path of ['/graph/none', '/graph/none/launch/1', '/graph/%00', '/graph/none/variant/a/launches?after=x'])
      expect([path, (await get(path, { cookie })).status]).toEqual([path, 404]);
  });

  it('let one log out', async () => {
    const reply = await fetch(`${registry.url()}/logout`, { method: 'POST', redirect: 'manual' });
    expect(reply.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('serve their style', async () => {
    const reply = await get('/assets/style.css');
    expect(reply.headers.get('content-type')).toContain('text/css');
    const etag = reply.headers.get('etag') ?? '';
    expect((await get('/assets/style.css', { 'if-none-match': etag })).status).toBe(304);
  });
});
