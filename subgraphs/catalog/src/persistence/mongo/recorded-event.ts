import type { NewEvent, RecordedEvent } from '../../application/write.ports.ts';
import type { ProductEvent } from '../../domain/product/events.ts';
import type { EventDocument } from './documents.ts';

export const toEvent = ({ type, data }: Pick<EventDocument, 'type' | 'data'>): ProductEvent =>
  ({ type, ...data }) as ProductEvent;

export const toRecorded = (document: EventDocument): RecordedEvent => ({
  position: document._id,
  productId: document.productId,
  version: document.version,
  event: toEvent(document),
  occurredAt: document.occurredAt,
  actor: document.actor,
  ...(document.commandId === undefined ? {} : { commandId: document.commandId }),
});

export const toDocument = ({ event, commandId, ...rest }: NewEvent, position: number): EventDocument => {
  const { type, ...data } = event;
  return { _id: position, ...rest, type, data, ...(commandId === undefined ? {} : { commandId }) };
};
