import { FulfilOrder } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { FulfilmentRequest } from '../application/fulfil-order.ts';

export const onFulfilOrder = (fulfil: (request: FulfilmentRequest) => Promise<undefined>, now: () => Date) =>
  consume(FulfilOrder, async (data, { messageId, envelope: { correlationId } }) => {
    const { orderId, shippingAddress: address, ...order } = data;
    await fulfil({ orderId, consignment: { ...order, address }, cause: { messageId, correlationId, at: now() } });
  });
