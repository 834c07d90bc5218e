import { crc32 } from 'node:zlib';

/**
 * The data file is MAGIC, then records: length, checksum of the payload, checksum of those two (so a damaged length is
 * told from a record cut short), payload. A payload is a kind, the number of a collection and a BSON document.
 */
export const MAGIC = Buffer.from('CARDMGO1');
const HEADER = 12;
const PREFIX = 5;

export const KINDS = { put: 1, remove: 2, create: 3, drop: 4, createIndex: 5, dropIndex: 6 } as const;
export type Kind = (typeof KINDS)[keyof typeof KINDS];

export type StoredRecord = {
  readonly kind: number;
  readonly collection: number;
  readonly body: Buffer;
  /** Where the body starts in the file. */
  readonly position: number;
};

/** Header and prefix of a record; the body follows as it is. */
export const recordHead = (kind: Kind, collection: number, body: Buffer): Buffer => {
  const head = Buffer.allocUnsafe(HEADER + PREFIX);
  head.writeUInt8(kind, HEADER);
  head.writeUInt32LE(collection, HEADER + 1);
  head.writeUInt32LE(PREFIX + body.length, 0);
  head.writeUInt32LE(crc32(body, crc32(head.subarray(HEADER))), 4);
  head.writeUInt32LE(crc32(head.subarray(0, 8)), 8);
  return head;
};

export type Parsed =
  | { readonly state: 'record'; readonly record: StoredRecord; readonly end: number }
  | { readonly state: 'cut'; readonly needed: number }
  | { readonly state: 'damaged'; readonly end?: number };

/** Reads the record at `at` of a window whose first byte is byte `offset` of the file. */
export const parseRecord = (window: Buffer, at: number, offset: number): Parsed => {
  if (window.length < at + HEADER) return { state: 'cut', needed: HEADER };
  if (window.readUInt32LE(at + 8) !== crc32(window.subarray(at, at + 8))) return { state: 'damaged' };
  const length = window.readUInt32LE(at);
  const end = at + HEADER + length;
  if (window.length < end) return { state: 'cut', needed: HEADER + length };
  const payload = window.subarray(at + HEADER, end);
  if (length < PREFIX || window.readUInt32LE(at + 4) !== crc32(payload)) return { state: 'damaged', end };
  const body = payload.subarray(PREFIX);
  const record = {
    kind: payload.readUInt8(0),
    collection: payload.readUInt32LE(1),
    body,
    position: offset + at + HEADER + PREFIX,
  };
  return { state: 'record', record, end };
};
