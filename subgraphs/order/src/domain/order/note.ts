import type { AddNote } from './commands.ts';
import { type Decision, facts, refuse } from './decision.ts';
import { MAX_NOTES } from './limits.ts';
import type { ExistingOrder } from './order.ts';

/** A remark changes nothing about an order, whatever its status. */
export const note = ({ at, noteId, text, isInternal }: AddNote, order: ExistingOrder): Decision =>
  order.notes >= MAX_NOTES
    ? refuse({ code: 'NOTES_FULL', most: MAX_NOTES })
    : facts({ type: 'OrderNoted', at, data: { noteId, text, isInternal } });
