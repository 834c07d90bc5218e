import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  APPROVALS_FILE,
  CannotCheck,
  type Contract,
  contractOf,
  DOCUMENTS_FOLDER,
  SUBGRAPHS_FOLDER,
} from './contract.ts';

const MAX_OUTPUT_BYTES = 2 ** 26;
const exec = promisify(execFile);

/** Git in a folder: resolves with what it prints. */
type Git = (...args: readonly string[]) => Promise<string>;

const gitIn =
  (folder: string): Git =>
  async (...args) =>
    (await exec('git', [...args], { cwd: folder, maxBuffer: MAX_OUTPUT_BYTES })).stdout;

interface GitFailure {
  readonly code: number | string;
  readonly stderr?: string;
}

const isGitFailure = (err: unknown): err is GitFailure => typeof err === 'object' && err !== null && 'code' in err;

/** What git answers, or why it says no. Throws where there is no git. */
const asked = async (answer: Promise<string>): Promise<{ readonly text: string } | { readonly no: string }> => {
  try {
    return { text: (await answer).trim() };
  } catch (err) {
    if (!isGitFailure(err)) throw err;
    if (err.code === 'ENOENT') throw new CannotCheck('There is no git on this machine.');
    return { no: err.stderr?.trim() ?? '' };
  }
};

const maybe = async (answer: Promise<string>): Promise<string | undefined> => {
  const result = await asked(answer);
  return 'text' in result ? result.text : undefined;
};

const howToFetch = (ref: string): string => {
  const [, remote, branch] = /^([^/]+)\/(.+)$/.exec(ref) ?? [];
  return remote === 'origin' ? `git fetch origin ${branch}` : `git fetch origin ${ref}`;
};

const SHALLOW = 'This clone is shallow: git fetch --unshallow brings the rest (in GitHub Actions: fetch-depth: 0).';

/** The commit where the work began to differ from the base: what came to the base since is no change of ours. */
const forkPoint = async (git: Git, ref: string): Promise<string> => {
  const repository = await asked(git('rev-parse', '--git-dir'));
  if ('no' in repository) throw new CannotCheck(`Git cannot read this folder: ${repository.no}`);
  const isShallow = (await maybe(git('rev-parse', '--is-shallow-repository'))) === 'true';
  const commit = await maybe(git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`));
  if (!commit)
    throw new CannotCheck(
      `There is no "${ref}" here to compare with: ${howToFetch(ref)}.${isShallow ? ` ${SHALLOW}` : ''}`,
    );
  const base = await maybe(git('merge-base', commit, 'HEAD'));
  if (!base) throw new CannotCheck(`"${ref}" and HEAD have no commit in common.${isShallow ? ` ${SHALLOW}` : ''}`);
  return base;
};

export interface BaseContract {
  /** The full name of the commit. */
  readonly commit: string;
  readonly contract: Contract;
}

/** The contract as it was where HEAD left `ref`. Throws CannotCheck where git has not got it. */
export const readBaseContract = async (folder: string, ref: string): Promise<BaseContract> => {
  const git = gitIn(folder);
  const commit = await forkPoint(git, ref);
  const folders = [SUBGRAPHS_FOLDER, DOCUMENTS_FOLDER, APPROVALS_FILE];
  const paths = (await git('ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', ...folders)).split('\0');
  const files = await Promise.all(
    paths.filter(Boolean).map(async (path) => ({ path, text: await git('show', `${commit}:${path}`) })),
  );
  return { commit, contract: contractOf(files) };
};
