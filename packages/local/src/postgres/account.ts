import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** The system user that runs the server; undefined stands for whoever runs this process. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export const isRoot = () => process.getuid?.() === 0;

const idOf = async (name: string, flag: '-u' | '-g') => Number((await exec('id', [flag, name])).stdout);

const existingUser = async (name: string): Promise<Account | undefined> => {
  try {
    return { name, uid: await idOf(name, '-u'), gid: await idOf(name, '-g') };
  } catch {
    return undefined;
  }
};

const ownerOf = async (folder: string): Promise<Account | undefined> => {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined || found.uid === 0) return undefined;
  return { name: `user ${found.uid}`, uid: found.uid, gid: found.gid };
};

/** PostgreSQL refuses to run as root: it gets the owner of its data, else the system's user postgres, else nobody. */
export const serverAccount = async (cluster: string): Promise<Account | undefined> => {
  if (!isRoot()) return undefined;
  const account = (await ownerOf(cluster)) ?? (await existingUser('postgres')) ?? (await existingUser('nobody'));
  if (account === undefined) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no system user "postgres" or "nobody" to run it as.',
    );
  }
  return account;
};

export const sameUser = (account: Account | undefined) =>
  account === undefined ? {} : { uid: account.uid, gid: account.gid };

// Asking the system itself covers what permission bits do not show: access lists, read-only mounts, a strict umask of npm.
const REACH = 'cd "$1" && test -r "$2/share/postgresql/postgres.bki" && exec "$2/bin/postgres" --version';

/** Whether that user can enter the folder and run these binaries. */
export const canReach = async (account: Account | undefined, folder: string, binaries: string): Promise<boolean> => {
  try {
    await exec('/bin/sh', ['-c', REACH, 'sh', folder, binaries], { cwd: '/', ...sameUser(account) });
    return true;
  } catch {
    return false;
  }
};
