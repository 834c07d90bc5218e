import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RebuildTaken } from '../../src/application/rebuild.ports.ts';
import { aRebuiltCatalog, type RebuiltCatalog } from './rebuilt-catalog.ts';

let rebuilt: RebuiltCatalog;
beforeEach(async () => {
  rebuilt = await aRebuiltCatalog(600);
});
afterEach(() => rebuilt.stop());

const sql = (text: string, values?: readonly unknown[]) => rebuilt.catalog.stores.sql(text, values);

describe('a rebuild', () => {
  it('leaves everything as the events have it, stock as the inventory told it, and tells nobody again', async () => {
    await rebuilt.stockUp(7, 5);
    const before = await rebuilt.readModel();
    await sql(`update product set name = 'wrong', min_price = 1`);
    await sql(`delete from product where id in (select id from product limit 10)`);
    await rebuilt.rebuild();
    expect(await rebuilt.readModel()).toEqual(before);
  });

  it('says how far it is, up to the end', async () => {
    const reports: (readonly [number, number])[] = [];
    const events = await rebuilt.rebuild({ report: (done, total) => void reports.push([done, total]) });
    expect(reports.length).toBeGreaterThan(1);
    expect(reports.map(([done]) => done)).toEqual(reports.map(([done]) => done).sort((one, other) => one - other));
    expect(reports.at(-1)).toEqual([events, events]);
  });

  it('that is ended in the middle has changed nothing, and the next begins anew', async () => {
    const before = await rebuilt.readModel();
    const stop = new AbortController();
    const ended = rebuilt.rebuild({ report: () => stop.abort(), signal: stop.signal });
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    expect(await rebuilt.readModel()).toEqual({
      ...before,
      indexes: expect.anything(),
      triggers: expect.anything(),
      schemas: ['rebuild'],
    });
    await rebuilt.rebuild();
    expect(await rebuilt.readModel()).toEqual(before);
  });

  it('is refused while another one is under way', async () => {
    let second: Promise<unknown> | undefined;
    const report = (): void => {
      second ??= rebuilt.rebuild().catch((err: unknown) => err);
    };
    await rebuilt.rebuild({ report });
    expect(await second).toBeInstanceOf(RebuildTaken);
  });

  it('that another one has taken over from, its connection lost, does not come to its end', async () => {
    let taken: Promise<unknown> | undefined;
    const report = (): void => {
      taken ??= sql(`update rebuild.run set id = $1::uuid`, [randomUUID()]);
    };
    await expect(rebuilt.rebuild({ report })).rejects.toBeInstanceOf(RebuildTaken);
    await taken;
  });
});
