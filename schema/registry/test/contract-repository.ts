import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type CheckOutcome, runCheck } from '../src/contracts/run-check.ts';

const exec = promisify(execFile);

/** Files by path; null takes one away. */
export type Files = Readonly<Record<string, string | null>>;

/** A git repository of its own, with the history that a test gives it. */
export interface ContractRepository {
  readonly folder: string;
  git(...args: readonly string[]): Promise<string>;
  write(files: Files): Promise<void>;
  /** Writes and commits. */
  commit(files: Files): Promise<void>;
  check(...args: readonly string[]): Promise<CheckOutcome>;
  remove(): Promise<void>;
}

/** Nothing of the person's own git. */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  ...{ GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@cardstock.test' },
  ...{ GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@cardstock.test' },
};

export const repositoryIn = (folder: string): ContractRepository => {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await exec('git', [...args], { cwd: folder, env: ENVIRONMENT })).stdout;
  const write = async (files: Files): Promise<void> => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path);
      if (text === null) await rm(file);
      else {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    }
  };
  return {
    folder,
    git,
    write,
    commit: async (files) => {
      await write(files);
      await git('add', '--all');
      await git('commit', '--quiet', '--message', 'Change the schema');
    },
    check: (...args) => runCheck(folder, args),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

/** A repository whose branch `main` holds these files, with a branch `work` checked out. */
export const contractRepository = async (files: Files): Promise<ContractRepository> => {
  const repository = repositoryIn(await mkdtemp(join(tmpdir(), 'cardstock-contract-')));
  await repository.git('init', '--quiet', '--initial-branch=main');
  await repository.commit(files);
  await repository.git('checkout', '--quiet', '-b', 'work');
  return repository;
};
