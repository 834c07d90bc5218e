import type { Decimal128, Long } from 'bson';

/**
 * Order-preserving keys: comparing two keys as strings orders the values as MongoDB would, equal values have equal keys,
 * and no key is the beginning of another, so keys can be joined for compound indexes.
 * Strings compare by UTF-16 unit, where MongoDB compares UTF-8 bytes: they differ only beyond the basic plane.
 */
export const TAGS = {
  minKey: '\x01',
  /** Of an empty list: less than null, and not equal to it. */
  empty: '\x03',
  null: '\x05',
  number: '\x0a',
  string: '\x0f',
  object: '\x14',
  array: '\x19',
  binary: '\x1e',
  objectId: '\x23',
  boolean: '\x28',
  date: '\x2d',
  timestamp: '\x2f',
  regex: '\x32',
  other: '\x40',
  maxKey: '\x7e',
} as const;

/** Above every key that begins with what stands before it. */
export const AFTER = '\uffff';

const END = '\0\x01';
const scratch = Buffer.alloc(8);
const NAN = '\0'.repeat(8);

const sortable = (value: number): string => {
  if (Number.isNaN(value)) return NAN;
  scratch.writeDoubleBE(value + 0);
  const first = scratch.readUInt8(0);
  if (first < 0x80) scratch.writeUInt8(first | 0x80, 0);
  else for (let at = 0; at < 8; at += 1) scratch.writeUInt8(scratch.readUInt8(at) ^ 0xff, at);
  return scratch.toString('latin1');
};

const signed = (value: bigint): string => {
  scratch.writeBigUInt64BE(BigInt.asUintN(64, value) ^ (1n << 63n));
  return scratch.toString('latin1');
};

export const numberKey = (value: number): string => `${TAGS.number}${sortable(value === 0 ? 0 : value)}\x80`;
export const dateKey = (milliseconds: number): string => `${TAGS.date}${sortable(milliseconds)}`;
export const booleanKey = (value: boolean): string => (value ? `${TAGS.boolean}\x01` : `${TAGS.boolean}\0`);
export const objectIdKey = (latin1: string): string => TAGS.objectId + latin1;

const terminated = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\0\xff') : text) + END;
export const stringKey = (value: string): string => TAGS.string + terminated(value);

/** A 64-bit integer too large for a double keeps what the double lost, so two of them never collide. */
export const bigintKey = (value: bigint): string => {
  const near = Number(value);
  const rest = value - BigInt(near);
  if (rest === 0n) return numberKey(near);
  return `${TAGS.number}${sortable(near)}${rest < 0n ? '\x7f' : '\x81'}${signed(rest)}`;
};

const decimalKey = (value: Decimal128): string => {
  const text = value.toString();
  const digits = text
    .replace(/E.*$/i, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '');
  const key = `${TAGS.number}${sortable(Number(text))}`;
  return digits.replace(/0+$/, '').length <= 15 ? `${key}\x80` : `${key}\x82${terminated(text)}`;
};

const bytesKey = (bytes: Uint8Array, subtype: number): string => {
  const length = Buffer.alloc(5);
  length.writeUInt32BE(bytes.length);
  length.writeUInt8(subtype, 4);
  return `${TAGS.binary}${length.toString('latin1')}${Buffer.from(bytes).toString('latin1')}`;
};

const entriesKey = (value: object): string => {
  let key: string = TAGS.object;
  for (const [name, field] of Object.entries(value)) key += `\x01${terminated(name)}${keyOf(field)}`;
  return `${key}\0`;
};

type Bson = { _bsontype: string; [field: string]: unknown };

const bsonKey = (value: Bson): string => {
  switch (value._bsontype) {
    case 'ObjectId':
      return objectIdKey(Buffer.from(String(value), 'hex').toString('latin1'));
    case 'Long':
      return bigintKey((value as unknown as Long).toBigInt());
    case 'Int32':
    case 'Double':
      return numberKey(Number(value['value']));
    case 'Decimal128':
      return decimalKey(value as unknown as Decimal128);
    case 'Binary':
      return bytesKey(
        (value['buffer'] as Uint8Array).subarray(0, Number(value['position'])),
        Number(value['sub_type']),
      );
    case 'Timestamp':
      return TAGS.timestamp + signed((value as unknown as Long).toBigInt());
    case 'MinKey':
      return TAGS.minKey;
    case 'MaxKey':
      return TAGS.maxKey;
    default:
      return TAGS.other + terminated(JSON.stringify(value));
  }
};

const objectKey = (value: object): string => {
  if (value instanceof Date) return dateKey(value.getTime());
  if (Array.isArray(value)) return `${TAGS.array}${value.map(keyOf).join('')}\0`;
  if (value instanceof RegExp) return `${TAGS.regex}${terminated(value.source)}${terminated(value.flags)}`;
  if (ArrayBuffer.isView(value)) return bytesKey(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), 0);
  return '_bsontype' in value ? bsonKey(value as Bson) : entriesKey(value);
};

/** The key of any value `bson` can decode. */
export const keyOf = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return stringKey(value);
    case 'number':
      return numberKey(value);
    case 'boolean':
      return booleanKey(value);
    case 'bigint':
      return bigintKey(value);
    case 'object':
      return value === null ? TAGS.null : objectKey(value);
    default:
      return TAGS.null;
  }
};
