import { newId } from '@cardstock/contracts';
import { forbidden, hasScope, type Viewer } from '@cardstock/service';
import { done, type OrderChangeOutcome } from '../outcomes.ts';
import type { NoteView, RecordedEvent } from '../reading/views.ts';
import type { ChangeOrder } from './change-order.ts';

export interface NoteRequest {
  readonly orderId: string;
  readonly text: string;
  readonly isInternal: boolean;
}

/** Adds a remark to an order. Throws FORBIDDEN where a customer wants one that customers do not see. */
export const makeNoteOrder =
  (changeOrder: ChangeOrder) =>
  async (viewer: Viewer, { orderId, text, isInternal }: NoteRequest): Promise<OrderChangeOutcome> => {
    if (isInternal && !hasScope(viewer, 'order:write')) throw forbidden('Internal notes are for staff.');
    return changeOrder(viewer, orderId, (_order, _stored, at) =>
      done({ type: 'AddNote', at, noteId: newId(), text, isInternal }),
    );
  };

/** The remarks among the facts of an order that the viewer may read, oldest first. */
export const notesIn = (events: readonly RecordedEvent[], viewer: Viewer): NoteView[] =>
  events.flatMap(({ event, actor }) => {
    if (event.type !== 'OrderNoted') return [];
    const { noteId, text, isInternal } = event.data;
    const isHidden = isInternal && !hasScope(viewer, 'order:read');
    return isHidden ? [] : [{ id: noteId, text, isInternal, author: actor.kind, createdAt: event.at }];
  });
