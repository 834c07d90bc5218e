import type { Request } from './request.ts';

const OP_REPLY = 1;
const OP_MSG = 2013;

let lastId = 0;

const header = (size: number, to: number, code: number): Buffer => {
  lastId = (lastId + 1) & 0x7fffffff;
  const bytes = Buffer.alloc(size);
  bytes.writeInt32LE(lastId, 4);
  bytes.writeInt32LE(to, 8);
  bytes.writeInt32LE(code, 12);
  return bytes;
};

/** Frames an answer the way its request asks for. */
export const frameReply = ({ id, answer }: Request, document: Buffer): Buffer => {
  const isLegacy = answer === 'legacy';
  const head = isLegacy ? header(36, id, OP_REPLY) : header(21, id, OP_MSG);
  if (isLegacy) head.writeInt32LE(1, 32);
  head.writeInt32LE(head.length + document.length, 0);
  return Buffer.concat([head, document]);
};
