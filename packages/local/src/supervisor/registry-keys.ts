import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A development key of the schema registry, with the file that holds it. */
export interface RegistryKey {
  readonly file: string;
  readonly text: string;
}

const SECRET_BYTES = 36;

/** The key in the data folder, made where it is missing and readable for its owner only. */
export const ensureRegistryKey = async (dataFolder: string, name: 'root' | 'gateway'): Promise<RegistryKey> => {
  const folder = join(dataFolder, 'keys');
  const file = join(folder, `registry-${name}.key`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const text = `user:${name}:${randomBytes(SECRET_BYTES).toString('base64url')}`;
  try {
    await writeFile(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
    return { file, text };
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'EEXIST') throw err;
    return { file, text: (await readFile(file, 'utf8')).trim() };
  }
};
