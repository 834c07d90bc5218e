import { newId } from '@cardstock/contracts';
import { ANONYMOUS, type UserViewer, type Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKnownCustomer, news, startTestNotification, type TestNotification, tell } from './notification-service.ts';

interface Page {
  readonly nodes: readonly {
    readonly id: string;
    readonly event: string;
    readonly channel: string;
    readonly readAt: string | null;
  }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const LIST = `query ($who: [_Any!]!, $first: Int, $after: String, $unreadOnly: Boolean) { _entities(representations: $who) {
  ... on User { notifications(first: $first, after: $after, unreadOnly: $unreadOnly) {
    nodes { id event channel readAt } totalCount pageInfo { hasNextPage endCursor } } } } }`;
const OF_ORDERS = `query ($which: [_Any!]!) { _entities(representations: $which) { ... on Order { notifications { event channel body } } } }`;
const MARK = 'mutation ($id: ID!) { markNotificationRead(id: $id) { id readAt } }';

let service: TestNotification;
let ada: UserViewer;
const orderId = newId();
beforeAll(async () => {
  service = await startTestNotification();
  ada = await aKnownCustomer(service, 'ada');
  for (const status of ['CONFIRMED', 'SHIPPED', 'DELIVERED'] as const)
    await tell(service, news(ada.id, { orderId, status }));
});
afterAll(() => service.stop());

const list = (viewer: Viewer, variables: Record<string, unknown> = {}, ...ids: string[]) =>
  service.ask<{ _entities: { notifications: Page }[] }>(viewer, LIST, {
    who: (ids.length > 0 ? ids : [ada.id]).map((id) => ({ __typename: 'User', id })),
    ...variables,
  });
const pageOf = async (variables: Record<string, unknown> = {}): Promise<Page> => {
  const { data } = await list(ada, variables);
  const [user] = data._entities;
  if (!user) throw new Error('there is no page');
  return user.notifications;
};
const ofOrder = (viewer: Viewer) =>
  service.ask<{ _entities: { notifications: { event: string }[] }[] }>(viewer, OF_ORDERS, {
    which: [orderId, newId(), 'no uuid'].map((id) => ({ __typename: 'Order', id })),
  });

describe("a user's notifications", () => {
  it('are listed newest first, page by page, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (const size of [4, 2]) {
      const page: Page = await pageOf({ first: 4, after });
      expect(page).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: size === 4 } });
      seen.push(...page.nodes.map(({ event, channel }) => `${event} ${channel}`));
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(
      ['DELIVERED', 'SHIPPED', 'CONFIRMED'].flatMap((status) => [`ORDER_${status} EMAIL`, `ORDER_${status} IN_APP`]),
    );
  });

  it('are open to support, and to nobody else', async () => {
    expect((await list(aUser(['SUPPORT']))).data._entities[0]?.notifications.totalCount).toBe(6);
    for (const [viewer, code] of [
      [aUser(), 'FORBIDDEN'],
      [aUser(['WAREHOUSE']), 'FORBIDDEN'],
      [ANONYMOUS, 'UNAUTHENTICATED'],
    ] as const) {
      expect((await list(viewer)).errors?.[0]?.extensions.code).toBe(code);
    }
  });

  it('of several users come in the order asked for', async () => {
    const { data } = await list(aUser(['ADMIN']), {}, newId(), ada.id, 'no uuid', ada.id);
    expect(data._entities.map(({ notifications }) => notifications.totalCount)).toEqual([0, 6, 0, 6]);
  });

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 101 }],
    ['after', { after: 'nonsense' }],
    ['after', { after: Buffer.from('["x"]').toString('base64url') }],
    ['after', { after: Buffer.from('[1e300]').toString('base64url') }],
  ])('name %s as wrong: %j', async (field, variables) => {
    expect((await list(ada, variables)).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field }],
    });
  });
});

describe("an order's notifications", () => {
  it('are what its customer was told, oldest first', async () => {
    const { data } = await ofOrder(ada);
    expect(data._entities.map(({ notifications }) => notifications.length)).toEqual([6, 0, 0]);
    expect(data._entities[0]?.notifications[0]?.event).toBe('ORDER_CONFIRMED');
  });

  it('are open to support, and empty for others', async () => {
    expect((await ofOrder(aUser(['SUPPORT']))).data._entities[0]?.notifications).toHaveLength(6);
    for (const viewer of [aUser(), ANONYMOUS])
      expect((await ofOrder(viewer)).data._entities[0]?.notifications).toEqual([]);
  });
});

describe('marking a notification as read', () => {
  it('takes it from the unread ones, and keeps the first time when done again', async () => {
    const before = await pageOf({ unreadOnly: true });
    expect(before.nodes.map(({ channel }) => channel)).toEqual(['IN_APP', 'IN_APP', 'IN_APP']);
    const id = before.nodes[0]?.id;
    const once = await service.ask<{ markNotificationRead: { readAt: string } }>(ada, MARK, { id });
    const twice = await service.ask<{ markNotificationRead: { readAt: string } }>(ada, MARK, { id });
    expect(once.data.markNotificationRead.readAt).toEqual(expect.any(String));
    expect(twice.data).toEqual(once.data);
    expect(await pageOf({ unreadOnly: true })).toMatchObject({ totalCount: 2, nodes: before.nodes.slice(1) });
  });

  it('finds no foreign one, none that is not there, and does not tell which', async () => {
    const [foreign] = (await pageOf()).nodes;
    const answers = await Promise.all(
      [foreign?.id, newId(), 'no uuid', ''].map((id) => service.ask(aUser(['SUPPORT']), MARK, { id })),
    );
    for (const { data, errors } of answers) {
      expect(data).toEqual({ markNotificationRead: null });
      expect(errors).toMatchObject([{ message: 'There is no such notification.', extensions: { code: 'NOT_FOUND' } }]);
    }
    expect((await service.ask(ANONYMOUS, MARK, { id: newId() })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
