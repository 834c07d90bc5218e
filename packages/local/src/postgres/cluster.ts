import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, isRoot, sameUser } from './account.ts';
import type { Place } from './place.ts';

const exec = promisify(execFile);

export const USER = 'cardstock';
const MAJOR = '18';

export const RESET = 'If you can do without the data, start anew with: npm run reset';

/** Nothing of the caller's environment reaches the server: PGDATA, PGOPTIONS or a locale would change what it does. */
export const serverEnvironment = () => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' });

const writeSecret = async (file: string, secret: string): Promise<void> => {
  const unfinished = `${file}.unfinished`;
  await rm(unfinished, { force: true });
  await writeFile(unfinished, secret, { mode: 0o600 });
  await rename(unfinished, file);
};

/** The server's generated password; it is written before the cluster is made, so that no cluster is without one. */
export const passwordOf = async ({ cluster, passwordFile }: Place): Promise<string> => {
  if (existsSync(passwordFile)) return (await readFile(passwordFile, 'utf8')).trim();
  if (existsSync(cluster))
    throw new Error(`The password of the PostgreSQL data, ${passwordFile}, is missing. ${RESET}`);
  const password = randomBytes(24).toString('base64url');
  await writeSecret(passwordFile, password);
  return password;
};

const initArguments = (folder: string, passwordFile: string, ctype: string): string[] => [
  ...['-D', folder, '-U', USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
  ...['--locale=C', `--lc-ctype=${ctype}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
];

// pg_trgm asks the C library, not the builtin locale, what a letter is: under plain C it drops every é and ö.
const CTYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

const errorOutput = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : String(error);

const runInitdb = async (place: Place, folder: string, passwordFile: string): Promise<void> => {
  const { binaries, account, root } = place;
  const options = { cwd: '/', env: serverEnvironment(), ...sameUser(account) };
  let fault = '';
  for (const ctype of CTYPES) {
    try {
      await exec(join(binaries.folder, 'bin', 'initdb'), initArguments(folder, passwordFile, ctype), options);
      return;
    } catch (error) {
      fault = errorOutput(error);
      if (!fault.includes('invalid locale name')) break;
    }
  }
  throw new Error(`PostgreSQL could not make its data folder in ${root}: ${fault}`);
};

const giveTo = async (account: Account | undefined, file: string): Promise<void> => {
  if (account !== undefined) await chown(file, account.uid, account.gid);
};

// An initdb whose supervisor was killed may still be writing, so each attempt has names of its own.
const removeUnfinished = async ({ root, cluster, passwordFile }: Place): Promise<void> => {
  const isLeft = (name: string) =>
    [cluster, passwordFile].some((file) => name.startsWith(`${basename(file)}.unfinished`));
  for (const name of (await readdir(root)).filter(isLeft)) {
    await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined);
  }
};

// Made under another name and then renamed: an interrupted initdb leaves nothing that looks like a finished cluster.
const makeCluster = async (place: Place, password: string): Promise<void> => {
  await removeUnfinished(place);
  const unfinished = `${place.cluster}.unfinished-${process.pid}`;
  const passwordFile = `${place.passwordFile}.unfinished-${process.pid}`;
  await mkdir(unfinished);
  await chmod(unfinished, 0o700);
  await giveTo(place.account, unfinished);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(place.account, passwordFile);
  try {
    await runInitdb(place, unfinished, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, place.cluster);
};

const strangerOwning = (uid: number): string | undefined => {
  if (isRoot()) return uid === 0 ? 'root, as whom PostgreSQL does not run' : undefined;
  return uid === process.getuid?.() ? undefined : `another user (id ${uid})`;
};

/** Refuses data that the user who starts us cannot use, before anything trips over it. */
export const mustBeOurs = async ({ cluster }: Place): Promise<void> => {
  const stranger = existsSync(cluster) ? strangerOwning((await stat(cluster)).uid) : undefined;
  if (stranger === undefined) return;
  throw new Error(
    `The PostgreSQL data in ${cluster} belongs to ${stranger}. Start as the user who made it (root, when the first start was root's), or remove it as root: npm run reset`,
  );
};

const mustBeCluster = async ({ cluster }: Place): Promise<void> => {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === MAJOR) return;
  const fault =
    version === '' ? 'its file PG_VERSION is missing' : `it was made by PostgreSQL ${version}, not ${MAJOR}`;
  throw new Error(`${cluster} is not a PostgreSQL ${MAJOR} data folder: ${fault}. ${RESET}`);
};

/** Makes the cluster at the first start; later on checks that what is there is one. */
export const ensureCluster = async (place: Place, password: string): Promise<void> =>
  existsSync(place.cluster) ? mustBeCluster(place) : makeCluster(place, password);
