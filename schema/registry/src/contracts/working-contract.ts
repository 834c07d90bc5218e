import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  APPROVALS_FILE,
  CannotCheck,
  type Contract,
  contractOf,
  DOCUMENTS_FOLDER,
  SUBGRAPHS_FOLDER,
} from './contract.ts';

const filesBelow = async (root: string, folder: string): Promise<readonly string[]> => {
  if (!existsSync(join(root, folder))) return [];
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
};

/** The contract as the files are now, committed or not. Throws CannotCheck where there are no subgraphs. */
export const readWorkingContract = async (root: string): Promise<Contract> => {
  const paths = [
    ...(await filesBelow(root, SUBGRAPHS_FOLDER)),
    ...(await filesBelow(root, DOCUMENTS_FOLDER)),
    ...(existsSync(join(root, APPROVALS_FILE)) ? [APPROVALS_FILE] : []),
  ];
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  );
  const contract = contractOf(files);
  if (contract.subgraphs.length === 0) throw new CannotCheck(`There are no subgraphs in ${SUBGRAPHS_FOLDER}/ here.`);
  return contract;
};
