import { eventually } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';

// A load takes as long as the machine is slow.
let platform: TestPlatform;
beforeEach(async () => {
  platform = await startPlatform({ SUBGRAPH_PROBE_MS: '100', MERGE_READS: 'false' });
});
afterEach(() => platform.close());

const ASKERS = 16;
/** Retries that must have happened before a subgraph comes back: every client has met its absence. */
const RETRIES = ASKERS * 3;
const QUERY = `{ order(id: "o1") { number carrier lines { variant { title available } } } }`;
const WHOLE = {
  order: {
    number: 'N-o1',
    carrier: 'swift',
    lines: [{ variant: { title: 'Card A', available: 7 } }, { variant: { title: 'Card B', available: null } }],
  },
};

interface Answered {
  readonly answer: Awaited<ReturnType<TestPlatform['ask']>> | undefined;
  readonly ms: number;
}

/** Clients that ask one question after the other until they are stopped; what is not answered is noted as such. */
const putUnderLoad = () => {
  const answered: Answered[] = [];
  let isOver = false;
  const keepAsking = async (): Promise<void> => {
    while (!isOver) {
      const begunAt = performance.now();
      const answer = await platform.ask({ query: QUERY }).catch(() => undefined);
      answered.push({ answer, ms: performance.now() - begunAt });
    }
  };
  const asking = Array.from({ length: ASKERS }, keepAsking);
  return {
    answered,
    stop: async () => {
      isOver = true;
      await Promise.all(asking);
    },
  };
};

const retriesOf = async (name: string) =>
  (await platform.metric('gateway_subgraph_retries_total', `subgraph="${name}"`)) ?? 0;
const breakerOf = (name: string) => platform.metric('gateway_subgraph_breaker_state', `subgraph="${name}"`);
const moreThan = (answered: readonly Answered[], count: number) =>
  eventually(() => expect(answered.length).toBeGreaterThan(count));

const report = (what: string, answered: readonly Answered[]): void => {
  const whole = answered.filter(({ answer }) => answer && !answer.errors).length;
  const none = answered.filter(({ answer }) => !answer?.data).length;
  const slowest = Math.round(Math.max(...answered.map(({ ms }) => ms)));
  const text = `${answered.length} requests, ${none} without an answer, ${answered.length - whole} in part, slowest ${slowest} ms`;
  process.stdout.write(`${what}: ${text}\n`);
};

describe('NFR-5: while a subgraph is restarted', () => {
  it('every request is answered in whole when it is back soon, whichever it is', async () => {
    const load = putUnderLoad();
    await moreThan(load.answered, ASKERS);
    for (const [name, subgraph] of Object.entries(platform.subgraphs)) {
      const before = await retriesOf(name);
      await subgraph.kill();
      await eventually(async () => expect(await retriesOf(name)).toBeGreaterThanOrEqual(before + RETRIES));
      await subgraph.start();
      await moreThan(load.answered, load.answered.length + 5 * ASKERS);
    }
    await load.stop();
    report('four short restarts', load.answered);
    for (const { answer } of load.answered) expect(answer).toEqual({ data: WHOLE });
  });

  it('every request is answered when it stays away, and only its fields are missing', async () => {
    const load = putUnderLoad();
    const { inventory } = platform.subgraphs;
    await moreThan(load.answered, ASKERS);
    await inventory.kill();
    await eventually(async () => expect(await breakerOf('inventory')).toBe(2));
    await moreThan(load.answered, load.answered.length + 10 * ASKERS);
    await inventory.start();
    await eventually(async () => expect(await breakerOf('inventory')).toBe(0));
    const back = load.answered.length + 2 * ASKERS;
    await moreThan(load.answered, back + 5 * ASKERS);
    await load.stop();
    report('one long outage', load.answered);
    const missing = WHOLE.order.lines.map(({ variant }) => ({ variant: { ...variant, available: null } }));
    for (const { answer } of load.answered) {
      expect(answer?.data).toEqual(answer?.errors ? { order: { ...WHOLE.order, lines: missing } } : WHOLE);
      for (const { path, extensions } of answer?.errors ?? []) {
        expect(path?.at(-1)).toBe('available');
        expect(extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', service: 'inventory' });
      }
    }
    for (const { answer } of load.answered.slice(back)) expect(answer).toEqual({ data: WHOLE });
  });
});
