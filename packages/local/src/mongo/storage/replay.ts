import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { CorruptDataError } from '../errors.ts';
import { MAGIC, parseRecord, type StoredRecord } from './record.ts';

const WINDOW = 4 * 1024 * 1024;

const corrupt = (path: string, position: number): CorruptDataError =>
  new CorruptDataError(
    `The data file ${path} is damaged at byte ${position}. Nothing was changed. \`npm run reset\` removes it and starts empty.`,
  );

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

type Reader = { readonly file: number; readonly size: number };

const readAt = ({ file, size }: Reader, position: number, wanted: number): Buffer => {
  const bytes = Buffer.allocUnsafe(Math.min(wanted, size - position));
  let done = 0;
  while (done < bytes.length) done += readSync(file, bytes, done, bytes.length - done, position + done);
  return bytes;
};

/** Gives every whole record to `apply` and returns where they end. */
const scan = (path: string, reader: Reader, apply: (record: StoredRecord) => void): number => {
  let offset: number = MAGIC.length;
  let wanted = WINDOW;
  while (offset < reader.size) {
    const window = readAt(reader, offset, wanted);
    let at = 0;
    let parsed = parseRecord(window, at, offset);
    while (parsed.state === 'record') {
      apply(parsed.record);
      at = parsed.end;
      parsed = parseRecord(window, at, offset);
    }
    const start = offset + at;
    if (parsed.state === 'damaged') {
      // A power cut may leave the last record half written, or zeros; damage anywhere else is not ours to repair.
      if (parsed.end !== undefined && offset + parsed.end === reader.size) return start;
      if (isBlank(readAt(reader, start, reader.size - start))) return start;
      throw corrupt(path, start);
    }
    if (offset + window.length >= reader.size) return start;
    wanted = Math.max(WINDOW, parsed.needed);
    offset = start;
  }
  return offset;
};

const isOurs = (reader: Reader): boolean => {
  const start = readAt(reader, 0, MAGIC.length);
  return start.equals(MAGIC.subarray(0, start.length));
};

/** Replays the file from its start; returns where what is whole ends: a crash may have cut the last record short. */
export const replay = (path: string, apply: (record: StoredRecord) => void): number => {
  const file = openSync(path, 'r');
  const reader = { file, size: fstatSync(file).size };
  try {
    if (!isOurs(reader)) throw corrupt(path, 0);
    return reader.size < MAGIC.length ? 0 : scan(path, reader, apply);
  } finally {
    closeSync(file);
  }
};
