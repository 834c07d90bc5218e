import { ProtocolError } from '../errors.ts';

export const MAX_MESSAGE = 48_000_000;
const HEADER = 16;

const lengthOf = (bytes: Buffer): number => {
  const length = bytes.readInt32LE(0);
  if (length < HEADER) throw new ProtocolError(`a message says it is ${length} bytes long`);
  if (length > MAX_MESSAGE) throw new ProtocolError(`a message of ${length} bytes is over the limit of ${MAX_MESSAGE}`);
  return length;
};

/** Cuts the byte stream of a connection into messages, each of which begins with its own length. */
export const makeFramer = (onMessage: (message: Buffer) => void): ((chunk: Buffer) => void) => {
  let waiting: Buffer[] = [];
  let received = 0;
  let wanted = 4;

  return (chunk) => {
    waiting.push(chunk);
    received += chunk.length;
    if (received < wanted) return;
    let bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting);
    wanted = lengthOf(bytes);
    while (bytes.length >= wanted) {
      onMessage(bytes.subarray(0, wanted));
      bytes = bytes.subarray(wanted);
      wanted = bytes.length < 4 ? 4 : lengthOf(bytes);
    }
    waiting = [bytes];
    received = bytes.length;
  };
};
