import { FulfilOrder } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { FulfilOrderUseCase } from '../application/fulfil-order.ts';

export const onFulfilOrder = (fulfil: FulfilOrderUseCase, now: () => Date) =>
  consume(FulfilOrder, ({ orderId, shippingAddress: address, ...order }, { messageId, envelope: { correlationId } }) =>
    fulfil(orderId, { ...order, address }, { messageId, correlationId, at: now() }),
  );
