import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { BROKEN, PRODUCTS, REVIEWS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';
import { report } from './usage-reports.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) console.warn(`The pages of the registry are not tested in a browser: no Chromium at ${CHROMIUM}`);

const WITH_OLD = PRODUCTS.replace('name: String!', 'name: String!\n  old: Int @deprecated(reason: "Ask for name.")');
const WITH_PRICE = WITH_OLD.replace('name: String!', 'price: Int\n  name: String!');
const EVIL = '</script><script>alert(1)</script>';

let registry: TestRegistry;
let rover: Rover;
let browser: Browser;
let page: Page;
let complaints: string[];

const publish = async (name: string, sdl: string) => {
  const schema = await rover.file(`${name}.graphql`, sdl);
  const { code, text } = await rover(
    [
      'subgraph',
      'publish',
      'cards@current',
      '--name',
      name,
      '--schema',
      schema,
      '--routing-url',
      `http://${name}.test`,
    ],
    { env: { APOLLO_VCS_AUTHOR: EVIL } },
  );
  if (code !== 0) throw new Error(text);
};
const check = async (sdl: string) => {
  const schema = await rover.file('proposal.graphql', sdl);
  return rover(['subgraph', 'check', 'cards@current', '--name', 'products', '--schema', schema]);
};

/** What gateways would have reported: one operation of one client. */
const USED = {
  name: 'ProductList',
  query: 'query ProductList{products{name}}',
  fields: { Query: ['products'], Product: ['name'] },
  ...{ client: 'web', version: '7.1', requests: 12 },
};

(hasBrowser && hasRover ? describe : describe.skip)('the pages in Chromium', () => {
  beforeAll(async () => {
    registry = await startTestRegistry({ BROKEN_PUBLICATION: 'store' });
    rover = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
    await publish('products', WITH_OLD);
    await publish('reviews', REVIEWS);
    await publish('products', WITH_PRICE);
    await report(registry.url(), ROOT_KEY, [USED], { graphRef: 'cards@current' });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await rover?.remove();
    await registry?.stop();
  });

  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage();
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (err) => complaints.push(err.message));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== registry.url()) complaints.push(`asked ${origin}`);
    });
    await page.goto(`${registry.url()}/graph/cards/variant/current`);
    await page.getByLabel('API key of the registry').fill(ROOT_KEY);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'cards@current' }).waitFor();
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await page.close();
  });

  const texts = (selector: string) => page.locator(selector).allInnerTexts();

  it('lead from a login to what was asked for, with subgraphs and launches', async () => {
    expect(await texts('table:first-of-type tbody tr td:first-child')).toEqual(
      expect.arrayContaining(['products', 'reviews']),
    );
    expect(await page.getByText('served', { exact: true }).count()).toBe(1);
    expect(await page.getByText('replaced').count()).toBe(2);
  });

  it('lead from graphs to a subgraph with its SDL and what was published', async () => {
    await page.getByRole('link', { name: 'Cardstock registry' }).click();
    await page.getByRole('link', { name: 'cards', exact: true }).click();
    await page.getByRole('link', { name: 'products', exact: true }).click();
    await page.getByText('Its SDL').click();
    expect(await page.locator('details pre').textContent()).toContain('old: Int');
    expect(await page.locator('table tbody tr').count()).toBe(2);
  });

  it('show of a launch what changed in the API and in the subgraph, and who did it', async () => {
    await page.locator('table').nth(1).getByRole('link').first().click();
    await page.getByText('Product.price').waitFor();
    expect(await texts('.diff .added')).toEqual([expect.stringContaining('price: Int')]);
    expect(await page.getByText(EVIL).count()).toBe(1);
  });

  it('show of a publication that does not compose why, and that the one before is served', async () => {
    await publish('products', BROKEN);
    await page.reload();
    expect(await page.getByText('does not compose').count()).toBe(1);
    expect(await page.getByText('served', { exact: true }).count()).toBe(1);
    await page.locator('table').nth(1).getByRole('link').first().click();
    await page.getByText('Unknown type Missing').first().waitFor();
    await publish('products', WITH_OLD);
  });

  it('are where Rover sends people: the check names the operation, the client and its version', async () => {
    const { code, text } = await check(WITH_OLD.replace('name: String!', ''));
    expect(code).toBe(1);
    const path = /http:\/\/localhost:4010(\/graph\/cards\/check\/\S+)/.exec(text)?.[1] ?? 'no link';
    await page.goto(`${registry.url()}${path}`);
    await page
      .getByRole('heading', { name: /FAILED/ })
      .first()
      .waitFor();
    expect(await texts('section.change')).toEqual(
      expect.arrayContaining([expect.stringMatching(/FIELD_REMOVED Product\.name[\s\S]*ProductList\tweb\t7\.1\t12/)]),
    );
    await page.getByRole('link', { name: 'Checks' }).click();
    expect(await page.locator('table tbody tr').first().textContent()).toContain('FAILED');
  });

  it('tell which fields nobody asks for', async () => {
    await page.getByRole('link', { name: 'Fields' }).click();
    const [row] = await page.locator('tbody tr', { hasText: 'Product.name' }).allInnerTexts();
    expect(row).toMatch(/12\t1\t1\tweb 7\.1/);
    await page.getByRole('link', { name: 'Deprecated and used by nobody' }).click();
    await page.getByText('deprecated: Ask for name.').waitFor();
    expect(await texts('tbody tr code')).toEqual(['Product.old']);
  });

  it('show that somebody rolled back, and to what', async () => {
    const { data } = await registry.ask<{ graph: { variant: { launches: { id: string }[] } } }>(
      '{ graph(id: "cards") { variant(name: "current") { launches(first: 5) { id } } } }',
    );
    const first = data.graph.variant.launches.at(-2)?.id;
    const mutation = `mutation ($to: ID!) {
      graph(id: "cards") { variant(name: "current") { rollback(toLaunchId: $to) { __typename } } }
    }`;
    expect((await registry.ask(mutation, { to: first })).errors).toBeUndefined();
    await page.reload();
    const [newest] = await page.locator('table').nth(1).locator('tbody tr').allInnerTexts();
    expect(newest).toMatch(new RegExp(`served, rolled back to ${first}`));
  });

  it('turn over pages of launches', async () => {
    const many = Array.from({ length: 26 }, (_, index) => index);
    for (const index of many)
      await publish('reviews', REVIEWS.replace('[String!]!', `[String!]! @deprecated(reason: "${index}")`));
    await page.getByRole('link', { name: 'Launches' }).click();
    expect(await page.locator('tbody tr').count()).toBe(25);
    await page.getByRole('link', { name: 'Older' }).click();
    await page.waitForURL(/after=/);
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(3);
    expect(await page.getByRole('link', { name: 'Older' }).count()).toBe(0);
  });

  it('let one log out', async () => {
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('API key of the registry').waitFor();
    await page.goto(`${registry.url()}/`);
    await page.getByLabel('API key of the registry').waitFor();
  });
});
