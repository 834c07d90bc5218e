import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import {
  aKnownCustomer,
  news,
  type Row,
  rowsOf,
  startTestNotification,
  type TestNotification,
  tell,
} from './notification-service.ts';

let service: TestNotification;
beforeAll(async () => {
  service = await startTestNotification();
});
afterEach(() => {
  service.mail.mood.refusal = undefined;
});
afterAll(() => service.stop());

const emailOf = async (userId: string): Promise<Row> => {
  const email = (await rowsOf(service, userId)).find(({ channel }) => channel === 'EMAIL');
  if (!email) throw new Error('there is no e-mail');
  return email;
};
const hurry = () => service.sql(`update deadline set due_at = now() where name = 'send-email'`);

/** Makes every retry due at once until the e-mail has this status. */
const hurryUntil = (userId: string, status: string): Promise<Row> =>
  eventually(async () => {
    await hurry();
    const email = await emailOf(userId);
    expect(email.status).toBe(status);
    return email;
  });

/** The e-mail, once the mail server has refused it at least once. */
const refused = (userId: string): Promise<Row> =>
  eventually(async () => {
    const email = await emailOf(userId);
    expect(email.attempts).toBeGreaterThan(0);
    return email;
  });

it('tries again when the mail server refuses, and says what it said', async () => {
  service.mail.mood.refusal = 'mailbox is busy';
  const ada = await aKnownCustomer(service, 'ada');
  await tell(service, news(ada.id));
  const waiting = await refused(ada.id);
  expect(waiting).toMatchObject({ status: 'QUEUED', last_error: expect.stringContaining('mailbox is busy') });
  service.mail.mood.refusal = undefined;
  expect(await hurryUntil(ada.id, 'SENT')).toMatchObject({ last_error: null });
  expect(service.mail.sentTo('ada@example.test')).toHaveLength(1);
});

it('gives up after eight attempts, and only that e-mail', async () => {
  service.mail.mood.refusal = 'never';
  const eve = await aKnownCustomer(service, 'eve');
  await tell(service, news(eve.id));
  expect(await hurryUntil(eve.id, 'FAILED')).toMatchObject({ attempts: 8 });
  expect(await service.sql('select * from deadline')).toEqual([]);
  service.mail.mood.refusal = undefined;
  const kim = await aKnownCustomer(service, 'kim');
  await tell(service, news(kim.id));
  await eventually(async () => expect((await emailOf(kim.id)).status).toBe('SENT'));
  expect(service.mail.sentTo('eve@example.test')).toEqual([]);
});

it('sends to the address that is known when it is sent', async () => {
  service.mail.mood.refusal = 'not now';
  const mia = await aKnownCustomer(service, 'mia');
  await tell(service, news(mia.id));
  await refused(mia.id);
  await service.sql(`update contact set email = 'moved@example.test' where user_id = $1`, [mia.id]);
  service.mail.mood.refusal = undefined;
  await hurryUntil(mia.id, 'SENT');
  expect(service.mail.sentTo('moved@example.test')).toHaveLength(1);
});
