import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locatePostgresData } from '@cardstock/local/postgres';

/** A temporary folder that PostgreSQL's user can enter, too, when the tests run as root. */
export const makeDataFolder = async (prefix: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o755);
  return folder;
};

/** Removes the folder, and what PostgreSQL had to keep elsewhere. */
export const removeDataFolder = async (folder: string): Promise<void> => {
  const elsewhere = await locatePostgresData(join(folder, 'postgres'));
  for (const path of [...elsewhere, folder]) await rm(path, { recursive: true, force: true });
};
