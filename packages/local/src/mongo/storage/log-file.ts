import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { StorageError } from '../errors.ts';
import { type Kind, MAGIC, recordHead } from './record.ts';

const FLUSH_AT = 4 * 1024 * 1024;
const SYNC_AFTER_MS = 100;

export type LogFile = {
  /** Adds a record and returns where its body will lie. Nothing is written before `flush`. */
  append(kind: Kind, collection: number, body: Buffer): number;
  read(position: number, length: number): Buffer;
  /** Hands everything to the operating system: after it, a killed process loses nothing. */
  flush(): void;
  size(): number;
  /** Takes off what a crash left unfinished; what is appended from now on begins there. Nothing may wait to be written. */
  cut(length: number): void;
  close(): void;
};

const writeAll = (file: number, bytes: Buffer): void => {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done);
};

const onDisk = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    throw new StorageError(`the data file ${path} failed`, { cause });
  }
};

/** Writes reach the disk in groups: a loss of power (not of the process) may lose the last 100 ms. */
const makeSyncer = (file: number, log: (line: string) => void) => {
  let timer: NodeJS.Timeout | undefined;
  const sync = (): void =>
    fdatasync(file, (error) => {
      timer = undefined;
      if (error && error.code !== 'EBADF') log(`mongo: could not sync the data file: ${error.message}`);
    });
  return {
    wake: () => {
      timer ??= setTimeout(sync, SYNC_AFTER_MS).unref();
    },
    stop: () => clearTimeout(timer),
  };
};

export const openLog = (path: string, log: (line: string) => void): LogFile => {
  const file = openSync(path, 'a+');
  const syncer = makeSyncer(file, log);
  let written = fstatSync(file).size;
  let pending: Buffer[] = [];
  let end = written;

  const flush = (): void => {
    if (pending.length === 0) return;
    onDisk(path, () => writeAll(file, Buffer.concat(pending)));
    pending = [];
    written = end;
    syncer.wake();
  };

  const append = (kind: Kind, collection: number, body: Buffer): number => {
    const head = recordHead(kind, collection, body);
    pending.push(head, body);
    const position = end + head.length;
    end = position + body.length;
    if (end - written > FLUSH_AT) flush();
    return position;
  };

  const read = (position: number, length: number): Buffer => {
    if (position + length > written) flush();
    const bytes = Buffer.allocUnsafe(length);
    const count = onDisk(path, () => readSync(file, bytes, 0, length, position));
    if (count !== length) throw new StorageError(`the data file ${path} ends before byte ${position + length}`);
    return bytes;
  };

  const close = (): void => {
    flush();
    syncer.stop();
    fdatasyncSync(file);
    closeSync(file);
  };

  const begin = (): void => {
    pending.push(MAGIC);
    end = MAGIC.length;
    flush();
  };

  const cut = (length: number): void => {
    onDisk(path, () => ftruncateSync(file, length));
    written = length;
    end = length;
    if (end === 0) begin();
  };

  if (end === 0) begin();
  return { append, read, flush, size: () => end, cut, close };
};
