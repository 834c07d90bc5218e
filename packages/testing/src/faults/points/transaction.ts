import { envelopesIn, type MessageBook } from '../wire/envelopes.ts';
import type { Statement } from '../wire/postgres-wire.ts';
import { CANCEL_ORDER, COMPENSATIONS, PLACE_ORDER, type Point } from './points.ts';

/** A statement is at a point: before it is sent on, or, where `answered` is given, once the server has said so. */
export interface Moment {
  readonly point: Point;
  readonly steps: readonly string[];
  readonly answered?: string;
}

interface Transaction {
  claimed: readonly string[];
  readonly sent: Set<string>;
  hasEvents: boolean;
}

const BEGIN = /^\s*(begin|start transaction)/i;
const COMMIT = /^\s*commit/i;
const CLAIM = /insert\s+into\s+"?inbox_message/i;
const SEND = /insert\s+into\s+"?outbox_message/i;
const MARK = /update\s+"?outbox_message"?\s+set\s+"?published_at"?\s*=\s*now/i;
const RECORD = /insert\s+into\s+"?order_event/i;

const UNDOING = new Set(Object.values(COMPENSATIONS).flat());
const newTransaction = (): Transaction => ({ claimed: [], sent: new Set(), hasEvents: false });

/** What a transaction is about: the messages it took, or else the request of a client. */
const stepsOf = ({ claimed, sent, hasEvents }: Transaction): readonly string[] => {
  if (claimed.length > 0 || !hasEvents) return claimed;
  return [sent.has('ReserveStock') ? PLACE_ORDER : CANCEL_ORDER];
};

const atEnd = (steps: readonly string[], answered: string): Moment[] => [
  { point: 'before the commit', steps },
  { point: 'after the commit, before the acknowledgement', steps, answered },
];

/**
 * Follows the statements of one connection and tells at which points they are. `published` names what the process's
 * relay has just given to Redis: the marking that follows is about that.
 */
export const followTransactions = (
  book: MessageBook,
  published: () => readonly string[],
): ((statement: Statement) => Moment[]) => {
  let current = newTransaction();
  const inside = ({ sql, parameters }: Statement): Moment[] => {
    const moments: Moment[] = [];
    if (MARK.test(sql)) moments.push({ point: 'after publish, before marking', steps: published() });
    if (CLAIM.test(sql)) {
      current.claimed = book.typesIn(parameters);
      moments.push({ point: 'before the inbox insert', steps: current.claimed });
      moments.push({ point: 'after the inbox insert', steps: current.claimed, answered: 'INSERT 0 ' });
    } else {
      const undoing = current.claimed.filter((step) => UNDOING.has(step));
      if (undoing.length > 0) moments.push({ point: 'in the middle of compensation', steps: undoing });
    }
    if (RECORD.test(sql)) current.hasEvents = true;
    if (SEND.test(sql)) {
      const messages = envelopesIn(parameters);
      book.note(messages);
      for (const { type } of messages) current.sent.add(type);
    }
    return moments;
  };
  return (statement) => {
    if (BEGIN.test(statement.sql)) current = newTransaction();
    if (!COMMIT.test(statement.sql)) return inside(statement);
    const moments = atEnd(stepsOf(current), 'COMMIT\0');
    current = newTransaction();
    return moments;
  };
};
