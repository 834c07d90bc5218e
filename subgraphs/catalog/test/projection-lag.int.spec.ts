import type { Viewer } from '@cardstock/service';
import { aUser, eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { reservePositions } from '../src/persistence/mongo/positions.ts';
import { aProduct, aVariant } from './builders.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';
import { MANAGER, staffOf } from './write-side/staff.ts';

interface Lag {
  readonly events: number;
  readonly seconds: number;
}

let catalog: RunningCatalog;
let held: pg.Client;
beforeAll(async () => {
  catalog = await startCatalogWith([]);
  held = new pg.Client({ connectionString: catalog.stores.databaseUrl });
  await held.connect();
});
afterAll(async () => {
  await held.end();
  await catalog.stop();
});
afterEach(() => held.query('rollback'));

/** Keeps every projector from its work until the end of the test, or until it is let go of. */
const holdProjector = async (): Promise<void> => {
  await held.query('begin');
  await held.query(`select from projection_position where name = 'catalog' for update`);
};
const letProjectorGo = () => held.query('rollback');

/** As Prometheus scrapes it. */
const scraped = async (): Promise<Lag> => {
  const text = await (await fetch(`http://127.0.0.1:${catalog.port}/metrics`)).text();
  const partOf = (name: string): number => {
    const line = text.split('\n').find((one) => one.startsWith(`catalog_projection_lag_${name}`));
    return Number(line?.slice(line.lastIndexOf(' ') + 1));
  };
  return { events: partOf('events'), seconds: partOf('seconds') };
};

const askStatus = (viewer: Viewer) =>
  catalog.askAs<{ catalogStatus: { projectionLag: Lag } } | null>(
    viewer,
    '{ catalogStatus { projectionLag { events seconds } } }',
  );
const shown = async (): Promise<Lag | undefined> => (await askStatus(MANAGER)).data?.catalogStatus.projectionLag;

const NONE: Lag = { events: 0, seconds: 0 };
const caughtUp = () => eventually(async () => expect([await scraped(), await shown()]).toEqual([NONE, NONE]));
const create = (slug: string) => staffOf(catalog).create(slug);

describe('how far the read model is behind', () => {
  it('is told while the projector is held up, by metrics and to staff, and is nothing afterwards', async () => {
    await create('before');
    await caughtUp();
    await holdProjector();
    for (const slug of ['lag-1', 'lag-2', 'lag-3']) await create(slug);
    const first = await scraped();
    expect(first.events).toBe(3);
    expect(first.seconds).toBeGreaterThan(0);
    const second = await shown();
    expect(second).toEqual({ events: 3, seconds: expect.any(Number) });
    expect(second?.seconds).toBeGreaterThan(first.seconds);
    await letProjectorGo();
    await caughtUp();
  });

  it.each<[string, Viewer, string]>([
    ['customers', aUser(), 'FORBIDDEN'],
    ['warehouse staff', aUser(['WAREHOUSE']), 'FORBIDDEN'],
    ['nobody in particular', { kind: 'anonymous' }, 'FORBIDDEN'],
  ])('is not told to %s', async (_name, viewer, code) => {
    const { data, errors } = await askStatus(viewer);
    expect([data, errors?.[0]?.extensions.code]).toEqual([null, code]);
  });

  it('is nothing where positions are reserved and no event has come: nobody waits for what was never recorded', async () => {
    await caughtUp();
    await holdProjector();
    await reservePositions(catalog.stores.mongo, 5);
    expect([await scraped(), await shown()]).toEqual([NONE, NONE]);
  });

  it('counts a gap that a dead writer left in front of an event, from the time of that event, until both are passed', async () => {
    await caughtUp();
    await holdProjector();
    const from = await catalog.stores.sequence.last();
    const first = await reservePositions(catalog.stores.mongo, 4);
    const details = aProduct({ slug: 'behind-a-gap', variants: [aVariant({ sku: 'BEHIND-A-GAP' })] });
    await catalog.stores.mongo.events.insertOne({
      _id: first + 3,
      productId: 'behind-a-gap',
      version: 1,
      type: 'ProductCreated',
      data: { details, sourceHash: 'x' },
      occurredAt: new Date(Date.now() - 3_600_000),
      actor: 'test',
    });
    const { events, seconds } = await scraped();
    expect(events).toBe(first + 3 - from);
    expect(Math.round(seconds / 60)).toBe(60);
    await letProjectorGo();
    await caughtUp();
    expect(await catalog.stores.sql(`select 1 from variant where sku = 'BEHIND-A-GAP'`)).toHaveLength(1);
  });
});
