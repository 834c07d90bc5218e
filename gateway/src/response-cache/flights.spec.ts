import { describe, expect, it } from '@jest/globals';
import { Flights } from './flights.ts';

const patience = () => {
  const gone = new AbortController();
  return { gone, signal: gone.signal, deadlineAt: performance.now() + 60_000 };
};

/** Answers that tests let come, in the order in which they were asked for. */
const kitchen = () => {
  const orders: PromiseWithResolvers<{ result: string; isShareable: boolean }>[] = [];
  const make = () => {
    const order = Promise.withResolvers<{ result: string; isShareable: boolean }>();
    orders.push(order);
    return order.promise;
  };
  const serve = (index: number, result: string, isShareable = true) => orders[index]?.resolve({ result, isShareable });
  return { orders, make, serve };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('those who ask the same at the same time', () => {
  it('have it made once', async () => {
    const [flights, { orders, make, serve }] = [new Flights<string>(), kitchen()];
    const all = [1, 2, 3].map(() => flights.join({ key: 'a', patience: patience(), make }));
    const other = flights.join({ key: 'b', patience: patience(), make });
    serve(0, 'one');
    serve(1, 'other');
    expect(await Promise.all(all)).toEqual([
      { result: 'one', isOwn: true },
      { result: 'one', isOwn: false },
      { result: 'one', isOwn: false },
    ]);
    expect((await other).result).toBe('other');
    expect(orders).toHaveLength(2);
  });

  it('have it made by each where it turns out to be nobody else`s', async () => {
    const [flights, { orders, make, serve }] = [new Flights<string>(), kitchen()];
    const all = [1, 2].map(() => flights.join({ key: 'a', patience: patience(), make }));
    serve(0, 'mine', false);
    await turn();
    serve(1, 'yours', false);
    expect((await Promise.all(all)).map(({ result }) => result)).toEqual(['mine', 'yours']);
    expect(orders).toHaveLength(2);
  });

  it('follow another one when the first goes away', async () => {
    const [flights, { orders, make, serve }] = [new Flights<string>(), kitchen()];
    const first = patience();
    const all = [first, patience(), patience()].map((one) => flights.join({ key: 'a', patience: one, make }));
    first.gone.abort();
    serve(0, 'cut short', false);
    await turn();
    serve(1, 'whole');
    expect((await Promise.all(all)).map(({ result }) => result)).toEqual(['cut short', 'whole', 'whole']);
    expect(orders).toHaveLength(2);
  });

  it('do not wait longer than they can', async () => {
    const [flights, { make, serve }] = [new Flights<string>(), kitchen()];
    const slow = flights.join({ key: 'a', patience: patience(), make });
    const inAHurry = { ...patience(), deadlineAt: performance.now() + 5 };
    const late = flights.join({
      key: 'a',
      patience: inAHurry,
      make: async () => ({ result: 'late', isShareable: false }),
    });
    expect((await late).result).toBe('late');
    serve(0, 'slow');
    expect((await slow).result).toBe('slow');
  });

  it('find out for themselves what failed, and the next one begins anew', async () => {
    const [flights, { orders, make, serve }] = [new Flights<string>(), kitchen()];
    const all = [1, 2].map(() => flights.join({ key: 'a', patience: patience(), make }));
    orders[0]?.reject(new Error('broken'));
    await expect(all[0]).rejects.toThrow('broken');
    await turn();
    serve(1, 'whole');
    expect((await all[1])?.result).toBe('whole');
    const next = flights.join({ key: 'a', patience: patience(), make });
    serve(2, 'new');
    expect(await next).toEqual({ result: 'new', isOwn: true });
  });
});
