import { readFile } from 'node:fs/promises';
import type { Logger } from '@cardstock/service/core';
import type { SdlFeed } from './graph-source.ts';
import { watchFile } from './watch-file.ts';

interface FileOptions {
  readonly file: string;
  readonly pollMs: number;
  readonly log: Logger;
}

/** A supergraph in a file, read again when the file is replaced or written to. */
export const supergraphFile = ({ file, pollMs, log }: FileOptions): SdlFeed => ({
  name: `the supergraph file "${file}" (SUPERGRAPH_FILE)`,
  read: () =>
    readFile(file, 'utf8').catch((cause: unknown) => {
      throw new Error('it cannot be read; "npm run schema" composes it', { cause });
    }),
  watch: (onChange) => watchFile({ file, pollMs, log, onChange }),
});
