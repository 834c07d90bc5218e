import { newId, OrderStatusChanged, UserRegistered } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  aKnownCustomer,
  news,
  rowsOf,
  startTestNotification,
  type TestNotification,
  tell,
} from './notification-service.ts';

let service: TestNotification;
beforeAll(async () => {
  service = await startTestNotification();
});
afterAll(() => service.stop());

it('tells a customer of a confirmed order in the app at once and by an e-mail', async () => {
  const ada = await aKnownCustomer(service, 'ada');
  await tell(service, news(ada.id));
  const rows = await eventually(async () => {
    const found = await rowsOf(service, ada.id);
    expect(found.map(({ channel, status }) => `${channel} ${status}`)).toEqual(['IN_APP DELIVERED', 'EMAIL SENT']);
    return found;
  });
  const [mail] = service.mail.sentTo('ada@example.test');
  expect(mail?.raw).toContain('Subject: Your order CS-1001 is confirmed');
  expect(mail?.raw).toContain(`Message-ID: <${rows[1]?.id}@notification.cardstock>`);
  expect(mail?.raw).toContain('Total: $1,234.56');
});

it('tells once when the event comes again, under its own id or a new one, one after the other or at once', async () => {
  const eve = await aKnownCustomer(service, 'eve');
  const story = news(eve.id, { status: 'SHIPPED', carrier: 'Hare', trackingNumber: 'H1' });
  const ids = Array.from({ length: 6 }, newId);
  await tell(service, story);
  const [first = newId()] = ids;
  for (const id of [first, first]) await service.deliver(OrderStatusChanged, story, { id });
  await Promise.all(ids.map((id) => service.deliver(OrderStatusChanged, story, { id })));
  await tell(service, { ...story, status: 'DELIVERED' });
  await eventually(async () => {
    const handled = await service.sql('select 1 from inbox_message where message_id = any($1::uuid[])', [ids]);
    expect(handled).toHaveLength(ids.length);
    const rows = await rowsOf(service, eve.id);
    expect(rows.map(({ event, channel, status }) => `${event} ${channel} ${status}`).sort()).toEqual([
      'ORDER_DELIVERED EMAIL SENT',
      'ORDER_DELIVERED IN_APP DELIVERED',
      'ORDER_SHIPPED EMAIL SENT',
      'ORDER_SHIPPED IN_APP DELIVERED',
    ]);
    expect(service.mail.sentTo('eve@example.test')).toHaveLength(2);
  });
});

it('tells in the order in which things happened, whatever comes first', async () => {
  const joe = await aKnownCustomer(service, 'joe');
  const story = news(joe.id);
  await service.deliver(OrderStatusChanged, { ...story, status: 'DELIVERED', previousStatus: 'SHIPPED' });
  await service.deliver(OrderStatusChanged, { ...story, status: 'SHIPPED', previousStatus: 'PACKED' });
  await eventually(async () =>
    expect(await service.sql(`select 1 from outbox_message where published_at is null`)).toEqual([]),
  );
  await service.deliver(OrderStatusChanged, { ...story, previousStatus: 'AUTHORIZED' });
  await eventually(async () => {
    const told = (await rowsOf(service, joe.id)).filter(({ channel }) => channel === 'IN_APP');
    expect(told.map(({ event }) => event)).toEqual(['ORDER_CONFIRMED', 'ORDER_SHIPPED', 'ORDER_DELIVERED']);
  });
});

it('does not wait for ever for news that were lost', async () => {
  const lou = await aKnownCustomer(service, 'lou');
  const occurredAt = new Date(Date.now() - 31_000);
  const cancelled = news(lou.id, { status: 'CANCELLED', previousStatus: 'CONFIRMED' });
  await service.deliver(OrderStatusChanged, cancelled, { occurredAt });
  await eventually(async () => expect(await rowsOf(service, lou.id)).toHaveLength(2));
});

it('says nothing of the steps in between', async () => {
  const kim = await aKnownCustomer(service, 'kim');
  const story = news(kim.id);
  for (const status of ['PENDING', 'RESERVED', 'AUTHORIZED', 'PICKING', 'PACKED', 'COMPLETED'] as const) {
    await service.deliver(OrderStatusChanged, { ...story, status });
  }
  await tell(service, story);
  expect((await rowsOf(service, kim.id)).map(({ event }) => event)).toEqual(['ORDER_CONFIRMED', 'ORDER_CONFIRMED']);
});

it('asks auth for a customer whose account it has not heard of yet, once', async () => {
  const id = newId();
  service.auth.users.push({ id, email: 'quick@example.test', displayName: 'Quick' });
  const before = service.auth.mood.asked;
  await tell(service, news(id));
  await tell(service, news(id, { status: 'SHIPPED' }));
  expect(service.auth.mood.asked).toBe(before + 1);
  await eventually(() => expect(service.mail.sentTo('quick@example.test')).toHaveLength(2));
});

it('tells later what it could not tell while auth was down', async () => {
  const id = newId();
  service.auth.users.push({ id, email: 'patient@example.test', displayName: 'Patient' });
  service.auth.mood.isDown = true;
  const before = service.auth.mood.asked;
  await service.deliver(OrderStatusChanged, news(id));
  await eventually(() => expect(service.auth.mood.asked).toBeGreaterThan(before));
  expect(await rowsOf(service, id)).toEqual([]);
  service.auth.mood.isDown = false;
  await eventually(async () => expect(await rowsOf(service, id)).toHaveLength(2));
});

it('lets go of an order whose customer nobody knows', async () => {
  const before = service.auth.mood.asked;
  await service.deliver(OrderStatusChanged, news(newId()));
  await eventually(() => expect(service.auth.mood.asked).toBeGreaterThan(before));
  expect(await service.sql('select * from dead_letter')).toEqual([]);
});

it('keeps a new address that auth tells of', async () => {
  const mia = await aKnownCustomer(service, 'mia');
  await service.deliver(UserRegistered, { userId: mia.id, email: 'new@example.test', displayName: 'Mia', roles: [] });
  await eventually(async () =>
    expect(await service.sql('select email from contact where user_id = $1', [mia.id])).toEqual([
      { email: 'new@example.test' },
    ]),
  );
});
