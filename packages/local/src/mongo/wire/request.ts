import { type Document, deserialize } from 'bson';
import { ProtocolError } from '../errors.ts';

const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;
const UNKNOWN_REQUIRED_FLAGS = 0xfffc;

export type Request = {
  readonly id: number;
  readonly name: string;
  readonly database: string;
  readonly body: Document;
  /** The documents of an insert, as they came: they are stored without being decoded. */
  readonly documents: readonly Buffer[];
  /** How the answer is framed; an unacknowledged write gets none. */
  readonly answer: 'message' | 'legacy' | 'none';
};

const documentAt = (message: Buffer, at: number, end: number): Buffer => {
  const length = at + 4 <= end ? message.readInt32LE(at) : 0;
  if (length < 5 || at + length > end || message[at + length - 1] !== 0)
    throw new ProtocolError('a document reaches beyond its message');
  return message.subarray(at, at + length);
};

const textAt = (message: Buffer, at: number, end: number): string => {
  const stop = message.indexOf(0, at);
  if (stop < 0 || stop >= end) throw new ProtocolError('a name without end');
  return message.toString('utf8', at, stop);
};

type Sections = { body?: Buffer; readonly sequences: Map<string, Buffer[]> };

const readSequence = (message: Buffer, start: number, sections: Sections): number => {
  const end = start + message.readInt32LE(start);
  if (end > message.length || end <= start) throw new ProtocolError('a section reaches beyond its message');
  const name = textAt(message, start + 4, end);
  const documents: Buffer[] = [];
  let at = start + 5 + Buffer.byteLength(name);
  while (at < end) {
    const document = documentAt(message, at, end);
    documents.push(document);
    at += document.length;
  }
  sections.sequences.set(name, documents);
  return end;
};

const readSections = (message: Buffer, end: number): Sections => {
  const sections: Sections = { sequences: new Map() };
  let at = 20;
  while (at < end) {
    const kind = message[at];
    if (kind === 1) at = readSequence(message, at + 1, sections);
    else if (kind === 0 && !sections.body) {
      sections.body = documentAt(message, at + 1, end);
      at += 1 + sections.body.length;
    } else throw new ProtocolError(`a section of kind ${kind} does not belong here`);
  }
  return sections;
};

const readMessage = (message: Buffer): Request => {
  const flags = message.readUInt32LE(16);
  if (flags & UNKNOWN_REQUIRED_FLAGS) throw new ProtocolError(`flags ${flags} are unknown`);
  const sections = readSections(message, message.length - (flags & CHECKSUM ? 4 : 0));
  if (!sections.body) throw new ProtocolError('a message without a body');
  const isInsert = textAt(sections.body, 5, sections.body.length) === 'insert';
  const body = deserialize(sections.body, isInsert ? { fieldsAsRaw: { documents: true } } : {});
  const documents = sections.sequences.get('documents') ?? (isInsert ? (body['documents'] as Buffer[]) : undefined);
  for (const [name, items] of sections.sequences)
    if (name !== 'documents') body[name] = items.map((item) => deserialize(item));
  return {
    id: message.readInt32LE(4),
    name: Object.keys(body)[0] ?? '',
    database: String(body['$db'] ?? 'admin'),
    body,
    documents: documents ?? [],
    answer: flags & MORE_TO_COME ? 'none' : 'message',
  };
};

/** The legacy frame drivers open a connection with, before they know the server speaks OP_MSG. */
const readQuery = (message: Buffer): Request => {
  const namespace = textAt(message, 20, message.length);
  const start = 20 + Buffer.byteLength(namespace) + 1 + 8;
  const query = deserialize(documentAt(message, start, message.length));
  const body: Document = '$query' in query ? query['$query'] : query;
  return {
    id: message.readInt32LE(4),
    name: Object.keys(body)[0] ?? '',
    database: namespace.split('.')[0] ?? 'admin',
    body,
    documents: [],
    answer: 'legacy',
  };
};

/** Reads a framed message; whatever is wrong with it is a ProtocolError. */
export const readRequest = (message: Buffer): Request => {
  const code = message.readInt32LE(12);
  if (code !== OP_MSG && code !== OP_QUERY) throw new ProtocolError(`operation ${code} is not supported`);
  try {
    return code === OP_MSG ? readMessage(message) : readQuery(message);
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw new ProtocolError(`a message cannot be read: ${error instanceof Error ? error.message : error}`);
  }
};
