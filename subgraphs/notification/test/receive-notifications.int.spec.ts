import { newId, OrderStatusChanged } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser, eventually } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  aKnownCustomer,
  news,
  rowsOf,
  startTestNotification,
  subscribe,
  type TestNotification,
  tell,
} from './notification-service.ts';

let service: TestNotification;
beforeAll(async () => {
  service = await startTestNotification();
});
afterAll(() => service.stop());

/** The ids in the order in which a subscriber must see them. */
const inboxOf = async (userId: string): Promise<string[]> =>
  (await rowsOf(service, userId)).filter(({ channel }) => channel === 'IN_APP').map(({ id }) => id);

it('brings what comes after a missed one, then what comes live: each once, in order', async () => {
  const ada = await aKnownCustomer(service, 'ada');
  for (const status of ['CONFIRMED', 'SHIPPED'] as const) await tell(service, news(ada.id, { status }));
  const [first] = await inboxOf(ada.id);
  const stream = await subscribe(service, ada, first);
  expect(await stream.next()).toMatchObject({ event: 'ORDER_SHIPPED', channel: 'IN_APP' });
  await service.deliver(OrderStatusChanged, news(ada.id, { status: 'DELIVERED' }));
  expect(await stream.next()).toMatchObject({ event: 'ORDER_DELIVERED', channel: 'IN_APP' });
  await stream.close();
});

it('brings a hundred and fifty that are written at once to two readers, none lost and none twice', async () => {
  const eve = await aKnownCustomer(service, 'eve');
  await tell(service, news(eve.id));
  const [start] = await inboxOf(eve.id);
  const streams = await Promise.all([subscribe(service, eve, start), subscribe(service, eve, start)]);
  const taken = Promise.all(
    streams.map(async (stream) => {
      const ids: (string | undefined)[] = [];
      while (ids.length < 150) ids.push((await stream.next())?.id);
      return ids;
    }),
  );
  await Promise.all(
    Array.from({ length: 150 }, () => service.deliver(OrderStatusChanged, news(eve.id, { status: 'SHIPPED' }))),
  );
  const [one, other] = await taken;
  expect(one).toEqual((await inboxOf(eve.id)).slice(1));
  expect(other).toEqual(one);
  await Promise.all(streams.map(({ close }) => close()));
});

it('brings nobody the notifications of another', async () => {
  const kim = await aKnownCustomer(service, 'kim');
  const mia = await aKnownCustomer(service, 'mia');
  await tell(service, news(mia.id));
  const [start] = await inboxOf(mia.id);
  const stream = await subscribe(service, mia, start);
  await tell(service, news(kim.id));
  await tell(service, news(mia.id, { status: 'DELIVERED' }));
  expect((await stream.next())?.event).toBe('ORDER_DELIVERED');
  expect(await inboxOf(mia.id)).toHaveLength(2);
  await stream.close();
});

it('refuses strangers, and a place that is not the viewer’s', async () => {
  const refused = async (attempt: ReturnType<typeof subscribe>, code: string): Promise<void> => {
    const stream = await attempt;
    await expect(stream.next()).rejects.toMatchObject({ errors: [{ extensions: { code } }] });
    await stream.close();
  };
  await refused(subscribe(service, ANONYMOUS), 'UNAUTHENTICATED');
  await refused(subscribe(service, aUser(), newId()), 'BAD_USER_INPUT');
  await refused(subscribe(service, aUser(), 'no uuid'), 'BAD_USER_INPUT');
});

it('lets go of a subscriber who leaves while nothing happens', async () => {
  const leo = await aKnownCustomer(service, 'leo');
  const stream = await subscribe(service, leo);
  const waiting = stream.next();
  await stream.close();
  expect(await eventually(() => waiting)).toBeUndefined();
});
