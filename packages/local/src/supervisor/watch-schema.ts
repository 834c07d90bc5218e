import { watch } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../project.ts';
import type { Platform } from './platform.ts';
import { publishSchema } from './publish-schema.ts';

const QUIET_MS = 300;

/** Publishes the subgraphs' schemas again when `npm run schema` writes new ones. Returns what ends the watching. */
export const publishOnChange = (platform: Platform, say: (line: string) => void): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const publish = async (): Promise<void> => {
    try {
      if (await publishSchema(platform)) say('The changed schema was published to the registry; the gateway follows.');
    } catch (err) {
      say(`The schema was not published to the registry: ${(err as Error).message}`);
    }
  };
  const watcher = watch(join(PROJECT, 'schema', 'subgraphs'), () => {
    clearTimeout(timer);
    timer = setTimeout(() => void publish(), QUIET_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
};
