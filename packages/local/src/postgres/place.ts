import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Account, canReach, isRoot, serverAccount } from './account.ts';
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts';
import { stopOrphan } from './orphan.ts';

/** Where a server's files are, and as whom it runs. */
export interface Place {
  root: string;
  cluster: string;
  passwordFile: string;
  logFile: string;
  binaries: Binaries;
  account: Account | undefined;
}

type Log = (line: string) => void;

const OPEN_GROUND = '/var/lib/cardstock';
const NOTE = 'moved-to.json';
const NOTED_FOLDER = /^\/var\/lib\/cardstock\/[0-9a-f]{16}$/;

export const clusterIn = (root: string) => join(root, 'data');

const realPath = (folder: string) => realpath(folder).catch(() => resolve(folder));

const openFolderFor = async (dataFolder: string) => {
  const hash = createHash('sha256')
    .update(await realPath(dataFolder))
    .digest('hex');
  return join(OPEN_GROUND, hash.slice(0, 16));
};

const readNote = async (dataFolder: string): Promise<string | undefined> => {
  try {
    const note = JSON.parse(await readFile(join(dataFolder, NOTE), 'utf8')) as { movedTo: string; dataFolder: string };
    // The note goes along when a clone is moved; a copy of a clone must not share the data of its original.
    const isCopy = note.dataFolder !== (await realPath(dataFolder)) && existsSync(join(note.dataFolder, NOTE));
    return NOTED_FOLDER.test(note.movedTo) && !isCopy ? note.movedTo : undefined;
  } catch {
    return undefined;
  }
};

// Someone deleted the data folder by hand, but what it pointed to is still here: kept once, never mixed with new data.
const setAside = async (folder: string, log: Log): Promise<void> => {
  if (!existsSync(folder)) return;
  await stopOrphan(clusterIn(folder), log);
  await rm(`${folder}.previous`, { recursive: true, force: true });
  await rename(folder, `${folder}.previous`);
  log(`PostgreSQL data of an earlier, deleted data folder was put aside to ${folder}.previous`);
};

const moveOut = async (dataFolder: string, log: Log): Promise<string> => {
  if (existsSync(clusterIn(dataFolder))) {
    throw new Error(
      `The PostgreSQL data in ${dataFolder} can no longer be reached by the user that runs the server (it does not run as root). ` +
        'Open the folders above it for others (chmod o+x), or start anew with: npm run reset',
    );
  }
  const folder = await openFolderFor(dataFolder);
  await setAside(folder, log);
  await mkdir(folder, { recursive: true });
  await chmod(OPEN_GROUND, 0o755);
  await chmod(folder, 0o755);
  const note = { movedTo: folder, dataFolder: await realPath(dataFolder) };
  await writeFile(join(folder, 'made-for'), `${note.dataFolder}\n`);
  await writeFile(join(dataFolder, NOTE), `${JSON.stringify(note)}\n`);
  log(`PostgreSQL does not run as root and its user cannot enter ${dataFolder}: its data and programs go to ${folder}`);
  return folder;
};

const placeAt = (root: string, binaries: Binaries, account: Account | undefined): Place => ({
  root,
  cluster: clusterIn(root),
  passwordFile: join(root, 'password'),
  logFile: join(root, 'postgres.log'),
  binaries,
  account,
});

const mustReach = async (place: Place): Promise<Place> => {
  if (await canReach(place.account, place.root, place.binaries.folder)) return place;
  throw new Error(
    `PostgreSQL's programs in ${place.binaries.folder} do not run here${place.account ? ` as ${place.account.name}` : ''}. ` +
      'They are built for glibc Linux and macOS; elsewhere start your own PostgreSQL 18 and give its address in POSTGRES_URL.',
  );
};

/** Decides where data and programs are: in the data folder, or on open ground when root's folders are closed to others. */
export const findPlace = async (dataFolder: string, log: Log): Promise<Place> => {
  await mkdir(dataFolder, { recursive: true });
  const binaries = await findBinaries();
  const noted = await readNote(dataFolder);
  const account = await serverAccount(clusterIn(noted ?? dataFolder));
  const isHere = noted === undefined && (!isRoot() || (await canReach(account, dataFolder, binaries.folder)));
  if (isHere) return mustReach(placeAt(dataFolder, binaries, account));
  const root = noted !== undefined && existsSync(noted) ? noted : await moveOut(dataFolder, log);
  return mustReach(placeAt(root, isRoot() ? await copyBinaries(binaries, root) : binaries, account));
};

/** Every folder that holds PostgreSQL data of this data folder, so that a reset can remove them all. */
export const locatePostgresData = async (dataFolder: string): Promise<string[]> => {
  const elsewhere = [await readNote(dataFolder), await openFolderFor(dataFolder)].filter(
    (folder) => folder !== undefined,
  );
  const candidates = [dataFolder, ...elsewhere, ...elsewhere.map((folder) => `${folder}.previous`)];
  return [...new Set(candidates)].filter((folder) => existsSync(folder));
};
