import { FulfillmentReduced, InventoryLinesReleased, newId } from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import { expect } from '@jest/globals';
import { confirmed, ORDER, type OrderData, read } from './journey.ts';
import { eventually, type OrderWorld } from './order-service.ts';

export interface Changed {
  readonly __typename: string;
  readonly order?: OrderData;
  readonly code?: string;
  readonly state?: string;
  readonly status?: string;
}

const REFUSALS = '... on DomainError { code message } ... on IllegalOrderState { state }';
const LINES = `mutation ($input: CancelOrderLinesInput!) { changed: cancelOrderLines(input: $input) { __typename
  ... on CancelOrderLinesSuccess { order { ...order } } ${REFUSALS} ... on OrderChanging { state } } } ${ORDER}`;
const RETRY = `mutation ($id: ID!) { changed: retrySaga(orderId: $id) { __typename
  ... on SagaCareSuccess { order { ...order } } ... on DomainError { code message } ... on SagaNotStuck { status } } } ${ORDER}`;
const ABANDON = `mutation ($input: AbandonSagaInput!) { changed: abandonSaga(input: $input) { __typename
  ... on SagaCareSuccess { order { ...order } } ... on DomainError { code message } ... on SagaNotStuck { status } } } ${ORDER}`;
const NOTE = `mutation ($input: AddOrderNoteInput!) { changed: addOrderNote(input: $input) { __typename
  ... on AddOrderNoteSuccess { order { ...order } } ... on DomainError { code message } } } ${ORDER}`;

const ask = (world: OrderWorld, viewer: Viewer, query: string, variables: Record<string, unknown>) =>
  world.ask<{ changed: Changed }>(viewer, query, variables);

interface Wish {
  readonly order: OrderData;
  readonly quantity?: number;
  readonly key?: string;
}

/** Takes pieces out of the only line of an order. */
export const cancelPieces = (world: OrderWorld, viewer: Viewer, { order, quantity = 1, key = newId() }: Wish) => {
  const [line] = order.lines;
  const lines = [{ lineId: line?.id, quantity }];
  return ask(world, viewer, LINES, { input: { orderId: order.id, lines, reason: 'too many', idempotencyKey: key } });
};

export const cancelTheseLines = (world: OrderWorld, viewer: Viewer, input: Record<string, unknown>) =>
  ask(world, viewer, LINES, { input: { reason: 'too many', ...input } });

export const retry = (world: OrderWorld, viewer: Viewer, id: string) => ask(world, viewer, RETRY, { id });

export const abandon = (world: OrderWorld, viewer: Viewer, orderId: string) =>
  ask(world, viewer, ABANDON, { input: { orderId, reason: 'by hand' } });

export const note = (world: OrderWorld, viewer: Viewer, input: Record<string, unknown>) =>
  ask(world, viewer, NOTE, { input });

/** Takes one piece out of a confirmed order, and waits until its stock is free again. */
export const takePieceOut = async (world: OrderWorld, viewer: Viewer, orderId: string): Promise<void> => {
  const order = (await read(world, viewer, orderId)) as OrderData;
  const { data, errors } = await cancelPieces(world, viewer, { order });
  expect(errors).toBeUndefined();
  expect(data.changed.__typename).toBe('CancelOrderLinesSuccess');
  const isAskedAgain = async (): Promise<string> => {
    const commands = await world.sent('ReduceFulfillment', orderId);
    const changeIds = new Set(commands.map((command) => (command.data as { changeId: string }).changeId));
    for (const told of await world.sent('FulfillmentReduced', orderId)) {
      changeIds.delete((told.data as { changeId: string }).changeId);
    }
    const [changeId] = changeIds;
    expect(changeId).toBeDefined();
    return changeId as string;
  };
  const changeId = await eventually(isAskedAgain);
  await world.tell(FulfillmentReduced, { orderId, changeId, isReduced: true });
  await eventually(async () => expect(await world.sent('ReleaseLines', orderId)).toHaveLength(changesOf(order) + 1));
  await world.tell(InventoryLinesReleased, { orderId, changeId });
  await eventually(async () => expect(changesOf(await read(world, viewer, orderId))).toBe(changesOf(order) + 1));
};

/** How many changes of its lines an order is through with. */
const changesOf = (order: OrderData | null): number =>
  order?.history.filter(({ type }) => type === 'LinesReleased').length ?? 0;

/** A confirmed order that lost one of its pieces since. */
export const changed = async (world: OrderWorld, viewer: Viewer): Promise<string> => {
  const id = await confirmed(world, viewer);
  await takePieceOut(world, viewer, id);
  return id;
};
