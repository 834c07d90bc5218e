import { once } from 'node:events';
import { readFileSync, truncateSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { aServerFolder, forked, ids, numbered, ours, type ServerFolder, spawned, using } from './own-server.ts';

let place: ServerFolder;
beforeEach(() => {
  place = aServerFolder();
});
afterEach(() => place.remove());

ours('a killed server', () => {
  it('still has every acknowledged write, and its indexes', async () => {
    const environment = { MONGO_PORT: '0', MONGO_DATA_DIR: place.folder };
    const [first, url] = await spawned(environment);
    await using(url, async (notes) => {
      await notes.createIndex({ text: 1 }, { unique: true });
      await notes.insertMany(numbered(1, 2, 3, 4));
      await notes.updateOne({ _id: 2 as never }, { $set: { text: 'changed' } });
      await notes.deleteOne({ _id: 3 as never });
      first.kill('SIGKILL');
      await once(first, 'exit');
    });
    const [second, next] = await spawned(environment);
    await using(next, async (notes) => {
      expect(await notes.find().toArray()).toEqual([
        { _id: 1, text: 'note 1' },
        { _id: 2, text: 'changed' },
        { _id: 4, text: 'note 4' },
      ]);
      await expect(notes.insertOne({ text: 'changed' })).rejects.toMatchObject({ code: 11000 });
    });
    second.disconnect();
    expect(await once(second, 'exit')).toEqual([0, null]);
  });

  it('in the middle of writes has all that it acknowledged, whole, and goes on from there, again and again', async () => {
    const acknowledged: number[] = [];
    let next = 0;
    for (let round = 0; round < 3; round += 1) {
      const [child, url] = await spawned({ MONGO_PORT: '0', MONGO_DATA_DIR: place.folder });
      await using(url, async (notes) => {
        expect(await ids(notes)).toEqual(expect.arrayContaining(acknowledged));
        const enough = acknowledged.length + 40;
        const write = async (): Promise<void> => {
          for (;;) {
            next += 1;
            const _id = next;
            const isDone = await notes.insertOne({ _id: _id as never, text: `${_id} `.repeat(50_000) }).then(
              () => true,
              () => false, // the server is gone
            );
            if (!isDone) return;
            acknowledged.push(_id);
            if (acknowledged.length === enough) child.kill('SIGKILL');
          }
        };
        await Promise.all([write(), write(), write(), write()]);
      });
    }
    await place.served(async (notes) => {
      const kept = await notes.find().toArray();
      expect(kept.map(({ _id }) => Number(_id))).toEqual(expect.arrayContaining(acknowledged));
      for (const { _id, text } of kept) expect(text).toBe(`${_id} `.repeat(50_000));
    });
    expect(acknowledged.length).toBeGreaterThanOrEqual(120);
  });

  it('cut at any byte of its last write loses that write only, and what is written afterwards can be read', async () => {
    await place.served((notes) => notes.insertMany(numbered(1, 2) as never[]));
    const before = readFileSync(place.dataFile).length;
    await place.served((notes) => notes.insertOne({ _id: 3 as never, text: 'the last' }));
    const after = readFileSync(place.dataFile).length;
    for (let length = after - 1; length >= before; length -= 1) {
      truncateSync(place.dataFile, length);
      await place.served(async (notes) => {
        expect(await ids(notes)).toEqual([1, 2]);
        await notes.insertOne({ _id: 3 as never, text: 'the last' });
        expect(await notes.findOne({ _id: 3 as never })).toEqual({ _id: 3, text: 'the last' });
      });
    }
    expect(readFileSync(place.dataFile)).toHaveLength(after);
  });

  it('that had just made its file begins it anew', async () => {
    for (const length of [0, 1, 7]) {
      await place.served(ids);
      truncateSync(place.dataFile, length);
      await place.served((notes) => notes.insertOne({ _id: 1 as never }));
      expect(await place.served(ids)).toEqual([1]);
      await place.served((notes) => notes.drop());
    }
  });

  it('says what is missing from its environment', async () => {
    const child = forked({});
    const errors = child.stderr?.toArray();
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(Buffer.concat((await errors) ?? []).toString()).toContain('MONGO_DATA_DIR must be the folder');
  });
});
