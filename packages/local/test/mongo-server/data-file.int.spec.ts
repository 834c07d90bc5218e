import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { aServerFolder, ids, numbered, ours, type ServerFolder } from './own-server.ts';

let place: ServerFolder;
beforeEach(() => {
  place = aServerFolder();
});
afterEach(() => place.remove());

ours('the data file', () => {
  it('loses an unfinished last record and nothing else', async () => {
    await place.served((notes) => notes.insertMany(numbered(1, 2)));
    const { size } = statSync(place.dataFile);
    await place.served((notes) => notes.insertOne({ _id: 3 as never }));
    truncateSync(place.dataFile, statSync(place.dataFile).size - 3);
    expect(await place.served(ids)).toEqual([1, 2]);
    expect(place.lines).toEqual([expect.stringContaining('cut off')]);
    expect(statSync(place.dataFile).size).toBe(size);
    appendFileSync(place.dataFile, Buffer.alloc(64));
    expect(await place.served(ids)).toEqual([1, 2]);
  });

  it('stops the start when it is damaged in the middle', async () => {
    await place.served((notes) => notes.insertMany(numbered(1, 2, 3)));
    const bytes = readFileSync(place.dataFile);
    for (const at of [bytes.indexOf('note 1'), bytes.indexOf('note 2') - 40, 2]) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
      writeFileSync(place.dataFile, damaged);
      const start = place.start();
      await expect(start).rejects.toThrow(/mongo\.data is damaged at byte \d+.*npm run reset/);
      expect(readFileSync(place.dataFile).equals(damaged)).toBe(true);
    }
  });

  it('is rewritten at start once most of it is out of date', async () => {
    await place.served(async (notes) => {
      await notes.createIndex({ text: 1 });
      await notes.insertMany(numbered(1, 2));
      for (let n = 0; n < 10; n += 1)
        await notes.updateOne({ _id: 1 as never }, { $set: { text: `${n}`.repeat(1_000_000) } });
      await notes.updateOne({ _id: 1 as never }, { $set: { text: 'short' } });
    });
    expect(statSync(place.dataFile).size).toBeGreaterThan(9_000_000);
    expect(await place.served(ids)).toEqual([1, 2]);
    expect(statSync(place.dataFile).size).toBeLessThan(1_000);
    expect(await place.served((notes) => notes.find({ text: 'short' }).toArray())).toHaveLength(1);
    expect(await place.served((notes) => notes.indexes())).toHaveLength(2);
  });

  it('is what it was where a rewriting of it was cut short', async () => {
    await place.served((notes) => notes.insertMany(numbered(1, 2) as never[]));
    writeFileSync(`${place.dataFile}.new`, readFileSync(place.dataFile).subarray(0, 60));
    expect(await place.served(ids)).toEqual([1, 2]);
    await place.served(async (notes) => {
      for (let n = 0; n < 14; n += 1)
        await notes.updateOne({ _id: 1 as never }, { $set: { text: `${n}`.repeat(1_000_000) } });
    });
    expect(await place.served(ids)).toEqual([1, 2]);
    expect(statSync(place.dataFile).size).toBeLessThan(3_000_000);
  });
});
