import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startPlatform, type TestPlatform } from './platform.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) console.warn(`GraphiQL is not tested in a browser: there is no Chromium at ${CHROMIUM} (CHROMIUM)`);

let platform: TestPlatform;
let home: string;
beforeAll(async () => {
  platform = await startPlatform();
  const EXPLORER_LOGINS = `ada@cardstock.test:${await platform.jwks.token()},eve@cardstock.test:wrong`;
  home = new URL('/', (await platform.another({ EXPLORER_LOGINS })).url).href;
});
afterAll(() => platform.close());

const visit = (accept: string, url = home) => fetch(url, { headers: { accept } });

describe('the page', () => {
  it('is for browsers only', async () => {
    expect((await visit('application/json')).status).toBe(404);
    const page = await visit('text/html,*/*');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await page.text()).not.toMatch(/<script(?![^>]* src=)/);
  });

  it('serves its own files and no others', async () => {
    const script = await visit('*/*', `${home}explorer/app.js`);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    const etag = script.headers.get('etag') ?? '';
    await script.arrayBuffer();
    expect((await fetch(`${home}explorer/app.js`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    for (const name of ['..%2fexplorer.js', '..%2f..%2f..%2fpackage.json', 'none.js']) {
      expect((await visit('*/*', `${home}explorer/${name}`)).status).toBe(404);
    }
  });

  it('can be turned off, and shows no demo account in production', async () => {
    const off = await platform.another({ EXPLORER: 'off' });
    expect((await visit('text/html', new URL('/', off.url).href)).status).toBe(404);
    const environment = { NODE_ENV: 'production', EXPLORER_LOGINS: 'a@b.test:secret-of-a' };
    const hidden = await platform.another(environment);
    expect((await visit('text/html', new URL('/', hidden.url).href)).status).toBe(404);
    const shown = await platform.another({ ...environment, EXPLORER: 'on' });
    expect(await (await visit('text/html', new URL('/', shown.url).href)).text()).not.toContain('secret-of-a');
  });
});

(hasBrowser ? describe : describe.skip)('GraphiQL in Chromium', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage();
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (err) => complaints.push(err.message));
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(home).host) complaints.push(`asked ${host}`);
    });
    await page.goto(home);
    await page.locator('.graphiql-execute-button').waitFor();
  });
  afterEach(() => page.close());

  /** Writes the operation into a new tab and runs it once the page has understood it: the tab then bears its name. */
  const run = async (name: string, query: string): Promise<void> => {
    await page.locator('.graphiql-tab-add').click();
    await page.locator('.graphiql-query-editor .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(query);
    await page.locator('.graphiql-tab', { hasText: name }).waitFor();
    await page.locator('.graphiql-execute-button').click();
  };
  const answer = (text: string) => page.locator('.graphiql-response', { hasText: text }).waitFor();

  it('opens with the journey in tabs, without an error or a request to another host', async () => {
    expect(await page.locator('.graphiql-tab').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('SearchProducts'), expect.stringContaining('PlaceOrder')]),
    );
    expect(complaints).toEqual([]);
  });

  it('runs a query', async () => {
    await run('Card', 'query Card { variant(sku: "A") { title } }');
    await answer('Card A');
    expect(complaints).toEqual([]);
  });

  it('shows the docs of the graph', async () => {
    await page.getByRole('button', { name: /show documentation/i }).click();
    await page.locator('.graphiql-doc-explorer', { hasText: 'Query' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('streams a subscription over WebSocket', async () => {
    await run('Ticks', 'subscription Ticks { ticks(upTo: 3) }');
    await answer('"ticks": 3');
    expect(complaints).toEqual([]);
  });

  it('logs in a demo account, for queries and subscriptions, and says why it cannot', async () => {
    await page.getByRole('button', { name: 'Log in as ada' }).click();
    await page.getByText('Logged in as ada@cardstock.test.').waitFor();
    await run('Viewer', 'query Viewer { viewer }');
    await answer('ada CUSTOMER');
    await page.getByRole('button', { name: 'Log in as eve' }).click();
    await page.getByText('The password is wrong.').waitFor();
    expect(complaints).toEqual([]);
  });
});
