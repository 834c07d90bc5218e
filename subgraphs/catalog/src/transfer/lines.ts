import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/** A line of a file, or why it cannot be read. */
export type Line =
  | { readonly ok: true; readonly number: number; readonly text: string; readonly end: '' | '\n' | '\r\n' }
  | { readonly ok: false; readonly number: number; readonly reason: 'LINE_TOO_LONG' | 'INVALID_ENCODING' };

const lineFrom = (bytes: Buffer, number: number, isEnded: boolean): Line => {
  if (!isUtf8(bytes)) return { ok: false, number, reason: 'INVALID_ENCODING' };
  const decoded = bytes.toString('utf8');
  const all = number === 1 && decoded.startsWith(BYTE_ORDER_MARK) ? decoded.slice(1) : decoded;
  if (!isEnded) return { ok: true, number, text: all, end: '' };
  const hasReturn = all.endsWith('\r');
  return { ok: true, number, text: hasReturn ? all.slice(0, -1) : all, end: hasReturn ? '\r\n' : '\n' };
};

/** Keeps what was read of a line; of one that is too long, nothing but how long it is. */
const makeHeldLine = (mostBytes: number) => {
  let pieces: Buffer[] = [];
  let size = 0;
  return {
    add: (piece: Buffer): void => {
      size += piece.length;
      if (size <= mostBytes) pieces.push(piece);
      else pieces = [];
    },
    isEmpty: () => size === 0,
    take: (number: number, isEnded: boolean): Line => {
      const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
      const isTooLong = size > mostBytes;
      pieces = [];
      size = 0;
      return isTooLong ? { ok: false, number, reason: 'LINE_TOO_LONG' } : lineFrom(bytes, number, isEnded);
    },
  };
};

/** The lines of a text in UTF-8, never holding more of one than `mostBytes`. */
export async function* linesIn(chunks: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<Line> {
  const held = makeHeldLine(mostBytes);
  let number = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      held.add(chunk.subarray(from, at));
      from = at + 1;
      number += 1;
      yield held.take(number, true);
    }
    if (from < chunk.length) held.add(chunk.subarray(from));
  }
  if (!held.isEmpty()) yield held.take(number + 1, false);
}
