import { type Document, serialize } from 'bson';

/** Documents already in BSON are put into answers as they are; only what surrounds them is written here. */
export const encode = (document: Document): Buffer => {
  const bytes = serialize(document);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

const OBJECT = 3;
const ARRAY = 4;
const END = Buffer.alloc(1);

const element = (type: number, name: string): Buffer => {
  const head = Buffer.allocUnsafe(name.length + 2);
  head.writeUInt8(type, 0);
  head.write(name, 1, 'latin1');
  head.writeUInt8(0, name.length + 1);
  return head;
};

const wrap = (parts: readonly Buffer[]): Buffer => {
  const length = Buffer.allocUnsafe(4);
  length.writeInt32LE(
    parts.reduce((sum, part) => sum + part.length, 5),
    0,
  );
  return Buffer.concat([length, ...parts, END]);
};

const arrayOf = (documents: readonly Buffer[]): Buffer =>
  wrap(documents.flatMap((document, index) => [element(OBJECT, String(index)), document]));

/** Adds a field that is itself BSON to an encoded document. */
const withField = (document: Buffer, type: number, name: string, value: Buffer): Buffer =>
  wrap([document.subarray(4, -1), element(type, name), value]);

export const withArray = (document: Buffer, name: string, items: readonly Buffer[]): Buffer =>
  withField(document, ARRAY, name, arrayOf(items));
export const withDocument = (document: Buffer, name: string, value: Buffer): Buffer =>
  withField(document, OBJECT, name, value);
