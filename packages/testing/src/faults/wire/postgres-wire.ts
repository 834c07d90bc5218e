/** A message of PostgreSQL's protocol from a client, whole, as it came. The first one of a connection has no type. */
export interface PgMessage {
  readonly type: string;
  readonly bytes: Buffer;
}

/** What a client asks the server to run: its SQL, and its parameters as the bytes in which they travel. */
export interface Statement {
  readonly sql: string;
  readonly parameters: Buffer;
}

const NOTHING = Buffer.alloc(0);
const SSL_REQUEST = 80_877_103;

const lengthAt = (bytes: Buffer, isTyped: boolean): number | undefined => {
  const start = isTyped ? 1 : 0;
  return bytes.length < start + 4 ? undefined : start + bytes.readInt32BE(start);
};

/** Cuts the bytes of one client connection into messages, whatever the pieces in which they arrive. */
export const makePgSplitter = (): ((chunk: Buffer) => PgMessage[]) => {
  let rest: Buffer = NOTHING;
  let isTyped = false;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: PgMessage[] = [];
    for (let length = lengthAt(rest, isTyped); length !== undefined && rest.length >= length; ) {
      const bytes = rest.subarray(0, length);
      messages.push({ type: isTyped ? String.fromCharCode(bytes[0] ?? 0) : 'startup', bytes });
      if (!isTyped) isTyped = bytes.readInt32BE(4) !== SSL_REQUEST;
      rest = rest.subarray(length);
      length = lengthAt(rest, isTyped);
    }
    return messages;
  };
};

const textAt = (bytes: Buffer, start: number): { text: string; end: number } => {
  const end = bytes.indexOf(0, start);
  return { text: bytes.toString('utf8', start, end), end: end + 1 };
};

/** Follows one connection and tells the statement that a message runs, if any: simple query, or bound parameters. */
export const makeStatementReader = (): ((message: PgMessage) => Statement | undefined) => {
  const prepared = new Map<string, string>();
  return ({ type, bytes }) => {
    if (type === 'Q') return { sql: textAt(bytes, 5).text, parameters: NOTHING };
    if (type === 'P') {
      const name = textAt(bytes, 5);
      prepared.set(name.text, textAt(bytes, name.end).text);
    }
    if (type !== 'B') return undefined;
    const name = textAt(bytes, textAt(bytes, 5).end);
    return { sql: prepared.get(name.text) ?? '', parameters: bytes.subarray(name.end) };
  };
};

/** The same message with another SQL text; messages that carry no SQL stay as they are. */
export const withSql = ({ type, bytes }: PgMessage, rewrite: (sql: string) => string): Buffer => {
  if (type !== 'Q' && type !== 'P') return bytes;
  const start = type === 'Q' ? 5 : textAt(bytes, 5).end;
  const { text, end } = textAt(bytes, start);
  const sql = rewrite(text);
  if (sql === text) return bytes;
  const changed = Buffer.concat([bytes.subarray(0, start), Buffer.from(`${sql}\0`), bytes.subarray(end)]);
  changed.writeInt32BE(changed.length - 1, 1);
  return changed;
};
