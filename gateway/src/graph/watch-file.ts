import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '@cardstock/service/core';

interface WatchOptions {
  readonly file: string;
  readonly pollMs: number;
  readonly onChange: () => void;
  readonly log: Logger;
}

/** A file that is being written is left alone until it has not changed for so long. */
const SETTLED_AFTER_MS = 150;

const fingerprintOf = async (file: string): Promise<string> => {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return 'missing';
  }
};

class FileWatch {
  readonly #options: WatchOptions;
  readonly #poll: NodeJS.Timeout;
  readonly #folder: FSWatcher | undefined;
  #next: NodeJS.Timeout | undefined;
  #settled: string | undefined;
  #seen: string | undefined;
  #isStopped = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#poll = setInterval(() => this.#lookSoon(), options.pollMs).unref();
    this.#folder = this.#watchFolder();
    this.#lookSoon();
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#poll);
    clearTimeout(this.#next);
    this.#folder?.close();
  }

  /** Of the file itself no news would come after its first replacement, nor where it is a link to a link that is turned. */
  #watchFolder(): FSWatcher | undefined {
    const { file, log } = this.#options;
    try {
      const folder = watch(dirname(file), { persistent: false }, () => this.#lookSoon());
      folder.on('error', (err) => log.warn({ err, file }, 'the supergraph file is only polled from now on'));
      return folder;
    } catch (err) {
      log.warn({ err, file }, 'the supergraph file can only be polled');
      return undefined;
    }
  }

  #lookSoon(): void {
    if (!this.#isStopped) this.#next ??= setTimeout(() => void this.#look(), SETTLED_AFTER_MS).unref();
  }

  async #look(): Promise<void> {
    this.#next = undefined;
    const found = await fingerprintOf(this.#options.file);
    if (this.#isStopped || found === this.#settled) return;
    if (found !== this.#seen) {
      this.#seen = found;
      return this.#lookSoon();
    }
    this.#settled = found;
    this.#options.onChange();
  }
}

/**
 * Calls back when a file was replaced or written to, once the writing is over. File system events make it quick; polling
 * makes it sure, also on network drives. Returns what ends it.
 */
export const watchFile = (options: WatchOptions): (() => void) => {
  const file = new FileWatch(options);
  return () => file.stop();
};
