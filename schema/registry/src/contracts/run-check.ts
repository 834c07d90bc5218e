import { readBaseContract } from './base-contract.ts';
import { checkContract } from './check-contract.ts';
import { CannotCheck } from './contract.ts';
import { readOptions, USAGE } from './options.ts';
import { reportText } from './report-text.ts';
import { readWorkingContract } from './working-contract.ts';

/** What the command prints, and how it ends: 0 the contract holds, 1 it is broken, 2 it could not be checked. */
export interface CheckOutcome {
  readonly code: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

const check = async (folder: string, args: readonly string[]): Promise<CheckOutcome> => {
  const { base: ref, format, help } = readOptions(args);
  if (help) return { code: 0, stdout: `${USAGE}\n`, stderr: '' };
  const head = await readWorkingContract(folder);
  const base = await readBaseContract(folder, ref);
  const report = checkContract(base.contract, head);
  const json = { version: 1, base: { ref, commit: base.commit }, ...report };
  const stdout = format === 'json' ? `${JSON.stringify(json, undefined, 2)}\n` : reportText(report, { ref, ...base });
  return { code: report.passed ? 0 : 1, stdout, stderr: '' };
};

/** Checks the contract of the repository whose root `folder` is. A defect is thrown. */
export const runCheck = async (folder: string, args: readonly string[]): Promise<CheckOutcome> => {
  try {
    return await check(folder, args);
  } catch (err) {
    if (!(err instanceof CannotCheck)) throw err;
    return { code: 2, stdout: '', stderr: `${err.message}\n` };
  }
};
