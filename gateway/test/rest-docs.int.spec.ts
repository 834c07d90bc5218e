import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { request as send } from 'undici';
import { type ShopPlatform, startShopPlatform } from './rest/shop-platform.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) console.warn(`The docs are not tested in a browser: there is no Chromium at ${CHROMIUM} (CHROMIUM)`);

const PREFIX = '/cards';

/** A proxy that takes its prefix away, as those before a gateway do, and says so. */
const startProxy = async (target: string): Promise<Server> => {
  const server = createServer(async (request, response) => {
    if (!request.url?.startsWith(`${PREFIX}/`)) return void response.writeHead(404).end();
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const reply = await send(target + request.url.slice(PREFIX.length), {
      method: (request.method ?? 'GET') as 'GET',
      headers: { ...headers, 'x-forwarded-prefix': PREFIX },
      body: request.method === 'POST' ? request : null,
    });
    response.writeHead(reply.statusCode, reply.headers as Record<string, string>);
    response.end(Buffer.from(await reply.body.arrayBuffer()));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
};

(hasBrowser ? describe : describe.skip)('in Chromium', () => {
  let shop: ShopPlatform;
  let proxy: Server;
  let proxied: string;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    shop = await startShopPlatform();
    proxy = await startProxy(new URL((await shop.another({ TRUSTED_PROXIES: '1' })).url).origin);
    proxied = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${PREFIX}`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    proxy.closeAllConnections();
    proxy.close();
    await shop.close();
  });
  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage();
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (err) => complaints.push(err.message));
  });
  afterEach(() => page.close());

  const open = async (url: string): Promise<void> => {
    const { host } = new URL(url);
    page.on('request', (asked) => {
      const { protocol, host: other } = new URL(asked.url());
      if (protocol.startsWith('http') && other !== host) complaints.push(`asked ${other}`);
    });
    await page.goto(url);
  };

  const tryAvailability = async (): Promise<void> => {
    const operation = page.locator('#operations-inventory-availability');
    await operation.locator('.opblock-summary-control').click();
    await operation.locator('tr[data-param-name="sku"] input').fill('A');
    await operation.locator('button.execute').click();
    await operation.locator('.live-responses-table', { hasText: 'LOW_STOCK' }).waitFor();
  };

  it('the docs show every endpoint, and try one, without an error or a request to another host', async () => {
    await open(`${shop.origin}/api/v1/docs`);
    await page.locator('#operations-orders-placeOrder').waitFor();
    expect(await page.locator('.opblock').count()).toBe(18);
    await tryAvailability();
    expect(complaints).toEqual([]);
  });

  it('the docs do so behind the prefix of a proxy', async () => {
    await open(`${proxied}/api/v1/docs`);
    await page.locator('#operations-orders-placeOrder').waitFor();
    expect(await page.locator('.servers select option').allInnerTexts()).toEqual([`${PREFIX}/api/v1`]);
    await tryAvailability();
    expect(complaints).toEqual([]);
  });

  it.each(['/', '/?query='])('GraphiQL finds the graph behind the prefix of a proxy: %s', async (path) => {
    await open(proxied + path);
    await page.locator('.graphiql-execute-button').waitFor();
    await page.getByRole('button', { name: /show documentation/i }).click();
    await page.locator('.graphiql-doc-explorer', { hasText: 'Query' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
