import { setImmediate as aTurn } from 'node:timers/promises';
import { eventually, testTools } from '@cardstock/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SubgraphSdl } from '../domain/composition.ts';
import { type Composer, startComposer } from './composer.ts';

const { log } = testTools('registry');
const one: SubgraphSdl = { name: 'one', url: 'http://one.test', sdl: 'type Query { a: Int }' };
const two: SubgraphSdl = { name: 'two', url: 'http://two.test', sdl: 'type Query { b: Int }' };
/** Takes some seconds: every type is checked against every other. */
const large: SubgraphSdl = {
  name: 'large',
  url: 'http://large.test',
  sdl: `type Query { ${Array.from({ length: 5_000 }, (_, n) => `f${n}(a: T${n}): T${n}O`).join('\n')} }
    ${Array.from({ length: 5_000 }, (_, n) => `input T${n} { a: Int }\ntype T${n}O { a: T${(n + 1) % 5_000}O }`).join('\n')}`,
};

let composer: Composer;
afterEach(() => composer.stop());

describe('composing in a thread', () => {
  it('knows what it composed, in whatever order the subgraphs come', async () => {
    composer = startComposer({ withinMs: 20_000, log });
    const first = await composer.compose([one, two]);
    expect(first).toMatchObject({ ok: true, apiSdl: expect.stringContaining('b: Int') });
    expect(await composer.compose([two, one])).toBe(first);
    expect(await composer.compose([one])).not.toBe(first);
  });

  it('composes once for several who ask for the same', async () => {
    composer = startComposer({ withinMs: 20_000, log });
    const [first, second] = await Promise.all([composer.compose([one]), composer.compose([one])]);
    expect(second).toBe(first);
  });

  it('gives up what takes too long, and goes on with the next', async () => {
    composer = startComposer({ withinMs: 1_500, log });
    // A thread that runs already answers small questions in much less.
    await eventually(async () => expect(await composer.compose([one])).toMatchObject({ ok: true }));
    const late = expect(composer.compose([large])).rejects.toMatchObject({ code: 'BUSY' });
    await late;
    await eventually(async () => expect(await composer.compose([two])).toMatchObject({ ok: true }));
  });

  it('tells whoever waits that it was broken off', async () => {
    composer = startComposer({ withinMs: 60_000, log });
    await composer.compose([one]);
    const broken = expect(composer.compose([large])).rejects.toMatchObject({ code: 'BUSY' });
    await aTurn();
    await composer.stop();
    await broken;
  });
});
