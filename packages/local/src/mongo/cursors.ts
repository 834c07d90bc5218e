import { randomInt } from 'node:crypto';
import { type Document, Long } from 'bson';
import { CommandError } from './errors.ts';
import { encode, withArray, withDocument } from './wire/bson-writer.ts';

const IDLE_MS = 10 * 60_000;
const MOST_BYTES = 16 * 1024 * 1024;

type Cursor = {
  readonly namespace: string;
  readonly documents: Iterator<Buffer, void>;
  peeked: Buffer | undefined;
  usedAt: number;
};

export type Cursors = {
  /** Answers with the first documents and keeps the rest for `more`. */
  open(namespace: string, documents: Iterable<Buffer>, batch: { size: number; single?: boolean }): Buffer;
  /** Throws where there is no such cursor, or it is another collection's. */
  more(id: Long, size: number, namespace: string): Buffer;
  kill(id: Long): boolean;
};

const advance = (cursor: Cursor): Buffer | undefined => {
  const next = cursor.documents.next();
  cursor.peeked = next.done ? undefined : (next.value ?? undefined);
  return cursor.peeked;
};

const takeBatch = (cursor: Cursor, size: number): Buffer[] => {
  const batch: Buffer[] = [];
  let bytes = 0;
  while (cursor.peeked && batch.length < size) {
    bytes += cursor.peeked.length;
    if (batch.length > 0 && bytes > MOST_BYTES) break;
    batch.push(cursor.peeked);
    advance(cursor);
  }
  return batch;
};

type Answer = { readonly field: 'firstBatch' | 'nextBatch'; readonly id: Long; readonly namespace: string };

const answer = ({ field, id, namespace }: Answer, batch: readonly Buffer[]): Buffer => {
  const cursor: Document = { id, ns: namespace };
  return withDocument(encode({ ok: 1 }), 'cursor', withArray(encode(cursor), field, batch));
};

export const makeCursors = (): Cursors => {
  const open = new Map<string, Cursor>();
  // Elsewhere in every run: a client that asks for a cursor of before a restart must not get another one.
  let lastId = randomInt(1_000, 2 ** 47);

  const forgetIdle = (now: number): void => {
    for (const [id, cursor] of open) if (now - cursor.usedAt > IDLE_MS) open.delete(id);
  };

  return {
    open: (namespace, documents, { size, single }) => {
      const cursor = { namespace, documents: documents[Symbol.iterator](), peeked: undefined, usedAt: Date.now() };
      forgetIdle(cursor.usedAt);
      advance(cursor);
      const batch = takeBatch(cursor, size);
      if (!cursor.peeked || single) return answer({ field: 'firstBatch', id: Long.ZERO, namespace }, batch);
      lastId += 1;
      open.set(String(lastId), cursor);
      return answer({ field: 'firstBatch', id: Long.fromNumber(lastId), namespace }, batch);
    },
    more: (id, size, namespace) => {
      const cursor = open.get(String(id));
      if (!cursor) throw new CommandError(43, `cursor id ${id} not found`);
      if (cursor.namespace !== namespace)
        throw new CommandError(
          13,
          `Requested getMore on namespace '${namespace}', but cursor belongs to a different one`,
        );
      cursor.usedAt = Date.now();
      const batch = takeBatch(cursor, size);
      if (!cursor.peeked) open.delete(String(id));
      return answer({ field: 'nextBatch', id: cursor.peeked ? id : Long.ZERO, namespace: cursor.namespace }, batch);
    },
    kill: (id) => open.delete(String(id)),
  };
};
