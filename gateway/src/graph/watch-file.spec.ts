import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as aTurn } from 'node:timers/promises';
import { eventually, testTools } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchFile } from './watch-file.ts';

const NEVER_MS = 3_600_000;

let folder: string;
let file: string;
let changes: number;
let stop: () => void;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cardstock-watch-'));
  file = join(folder, 'supergraph.graphql');
  await writeFile(file, 'one');
  changes = 0;
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true, force: true });
});

const changed = (count: number) => eventually(() => expect(changes).toBe(count));
const watch = async (pollMs: number): Promise<void> => {
  const onChange = () => {
    changes += 1;
  };
  stop = watchFile({ file, pollMs, onChange, log: testTools('gateway').log });
  // The first look: what was written between reading the file and watching it must not be missed.
  await changed(1);
};

describe('a watched file', () => {
  it('is told of when it is replaced, without polling, time and again', async () => {
    await watch(NEVER_MS);
    for (const count of [2, 3]) {
      await writeFile(join(folder, 'next'), `version ${count}`);
      await rename(join(folder, 'next'), file);
      await changed(count);
    }
  });

  it('is told of once for many small writes', async () => {
    await watch(NEVER_MS);
    for (let part = 0; part < 50; part += 1) {
      await appendFile(file, `part ${part}\n`);
      await aTurn();
    }
    await changed(2);
  });

  it('is found by polling where no news comes, here because its folder is another one', async () => {
    await watch(50);
    await rename(folder, `${folder}-old`);
    await mkdir(folder);
    await writeFile(file, 'two, in a new folder');
    await eventually(() => expect(changes).toBeGreaterThan(1));
    const before = changes;
    await writeFile(file, 'three, of which nobody tells');
    await eventually(() => expect(changes).toBeGreaterThan(before));
    await rm(`${folder}-old`, { recursive: true });
  });

  it('is no news when other files of its folder change', async () => {
    await watch(NEVER_MS);
    await writeFile(join(folder, 'other'), 'not ours');
    await writeFile(file, 'ours');
    await changed(2);
  });
});
