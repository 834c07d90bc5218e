import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Launched } from './uplink-client.ts';

/** The last supergraph that the gateway could load, for a start without the registry. */
export interface LastGood {
  read(): Promise<Launched | undefined>;
  write(launched: Launched): Promise<void>;
}

const content = z.object({ ref: z.string(), id: z.string().min(1), sdl: z.string().min(1) });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not ours, or older than the file system's memory: as good as none.
  }
};

/** Keeps it in a file. That of another graph is as good as none. */
export const lastGoodIn = (file: string, ref: string): LastGood => ({
  read: async () => {
    const text = await readFile(file, 'utf8').catch((err: NodeJS.ErrnoException) => {
      if (err.code === 'ENOENT') return '';
      throw err;
    });
    const kept = content.safeParse(parse(text));
    return kept.success && kept.data.ref === ref ? { id: kept.data.id, sdl: kept.data.sdl } : undefined;
  },
  write: async ({ id, sdl }) => {
    await mkdir(dirname(file), { recursive: true });
    // Renamed, so that a kill in the middle leaves the one before.
    await writeFile(`${file}.new`, JSON.stringify({ ref, id, sdl }));
    await rename(`${file}.new`, file);
  },
});
