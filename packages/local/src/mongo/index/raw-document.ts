import { type Document, deserialize, serialize } from 'bson';
import { bigintKey, booleanKey, dateKey, numberKey, objectIdKey, stringKey, TAGS } from './key.ts';
import { type FieldKeys, fieldKeysOf } from './path.ts';

/** Reads fields straight from BSON bytes, so that inserting, replaying and sorting need not decode whole documents. */
type Element = { readonly type: number; readonly at: number };

const FIXED: Readonly<Record<number, number>> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
};

const cstringEnd = (bytes: Buffer, at: number): number => {
  const end = bytes.indexOf(0, at);
  if (end < 0) throw new RangeError('BSON string without end');
  return end;
};

/** How many bytes the value of an element has. */
export const elementSize = (bytes: Buffer, { type, at }: Element): number => {
  const fixed = FIXED[type];
  if (fixed !== undefined) return fixed;
  if (type === 11) return cstringEnd(bytes, cstringEnd(bytes, at) + 1) + 1 - at;
  const length = bytes.readInt32LE(at);
  if (length < 0) throw new RangeError('BSON length below zero');
  if (type === 2 || type === 13 || type === 14) return 4 + length;
  if (type === 3 || type === 4 || type === 15) return Math.max(length, 5);
  if (type === 5) return 5 + length;
  if (type === 12) return 16 + length;
  throw new RangeError(`BSON type ${type} is unknown`);
};

const isNamed = (bytes: Buffer, at: number, name: Buffer): boolean => {
  for (let index = 0; index < name.length; index += 1) if (bytes[at + index] !== name[index]) return false;
  return bytes[at + name.length] === 0;
};

/** Finds a top-level field of the document that starts at `start`. */
export const findElement = (bytes: Buffer, name: Buffer, start = 0): Element | undefined => {
  const end = start + bytes.readInt32LE(start) - 1;
  let at = start + 4;
  while (at < end) {
    const type = bytes.readUInt8(at);
    const element = { type, at: cstringEnd(bytes, at + 1) + 1 };
    if (isNamed(bytes, at + 1, name)) return element;
    at = element.at + elementSize(bytes, element);
  }
  return undefined;
};

const FIELD = Buffer.from('v\0');

/** Decodes one element by wrapping it in a document of its own. */
export const elementValue = (bytes: Buffer, element: Element): unknown => {
  const size = elementSize(bytes, element);
  const wrapped = Buffer.alloc(size + 8);
  wrapped.writeInt32LE(size + 8, 0);
  wrapped.writeUInt8(element.type, 4);
  FIELD.copy(wrapped, 5);
  bytes.copy(wrapped, 7, element.at, element.at + size);
  return deserialize(wrapped)['v'];
};

const simpleKey = (bytes: Buffer, { type, at }: Element): string | undefined => {
  switch (type) {
    case 1:
      return numberKey(bytes.readDoubleLE(at));
    case 2:
      return stringKey(bytes.toString('utf8', at + 4, at + 3 + bytes.readInt32LE(at)));
    case 7:
      return objectIdKey(bytes.toString('latin1', at, at + 12));
    case 8:
      return booleanKey(bytes[at] === 1);
    case 9:
      return dateKey(Number(bytes.readBigInt64LE(at)));
    case 6:
    case 10:
      return TAGS.null;
    case 16:
      return numberKey(bytes.readInt32LE(at));
    case 18:
      return bigintKey(bytes.readBigInt64LE(at));
    default:
      return undefined;
  }
};

export type Path = { readonly parts: readonly string[]; readonly names: readonly Buffer[] };
export const pathOf = (field: string): Path => {
  const parts = field.split('.');
  return { parts, names: parts.map((part) => Buffer.from(part)) };
};

const MISSING: FieldKeys = { keys: [TAGS.null], missing: true, multi: false };

/** The index keys of a dotted path, from the bytes of a document. */
export const rawFieldKeys = (bytes: Buffer, path: Path, depth = 0, start = 0): FieldKeys => {
  const name = path.names[depth];
  const element = name && findElement(bytes, name, start);
  if (!element) return MISSING;
  const last = depth === path.names.length - 1;
  if (!last && element.type === 3) return rawFieldKeys(bytes, path, depth + 1, element.at);
  const key = last ? simpleKey(bytes, element) : undefined;
  if (key !== undefined) return { keys: [key], missing: false, multi: false };
  return fieldKeysOf(elementValue(bytes, element), path.parts.slice(depth + 1));
};

const ID = Buffer.from('_id');

/** A document of nothing but the `_id` of another. */
export const idOnly = (bytes: Buffer): Buffer => {
  const element = findElement(bytes, ID);
  return Buffer.from(serialize(element ? { _id: elementValue(bytes, element) } : {}));
};

export const decode = (bytes: Buffer): Document => deserialize(bytes);
