/** A command on its way to Redis: its words, and all its bytes as they came. */
export interface RedisCommand {
  readonly words: readonly Buffer[];
  readonly bytes: Buffer;
}

const NOTHING = Buffer.alloc(0);
const LINE_END = '\r\n';

interface Read<Value> {
  readonly value: Value;
  readonly end: number;
}

const readCount = (bytes: Buffer, start: number): Read<number> | undefined => {
  const end = bytes.indexOf(LINE_END, start);
  return end < 0 ? undefined : { value: Number(bytes.toString('latin1', start + 1, end)), end: end + 2 };
};

const readWord = (bytes: Buffer, start: number): Read<Buffer> | undefined => {
  const length = readCount(bytes, start);
  if (!length || bytes.length < length.end + length.value + 2) return undefined;
  return { value: bytes.subarray(length.end, length.end + length.value), end: length.end + length.value + 2 };
};

const readCommand = (bytes: Buffer): Read<Buffer[]> | undefined => {
  const count = readCount(bytes, 0);
  if (!count) return undefined;
  const words: Buffer[] = [];
  let { end } = count;
  while (words.length < count.value) {
    const word = readWord(bytes, end);
    if (!word) return undefined;
    words.push(word.value);
    end = word.end;
  }
  return { value: words, end };
};

/** Cuts the bytes of one client connection into commands, whatever the pieces in which they arrive. */
export const makeRedisSplitter = (): ((chunk: Buffer) => RedisCommand[]) => {
  let rest: Buffer = NOTHING;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const commands: RedisCommand[] = [];
    for (let command = readCommand(rest); command; command = readCommand(rest)) {
      commands.push({ words: command.value, bytes: rest.subarray(0, command.end) });
      rest = rest.subarray(command.end);
    }
    return commands;
  };
};
