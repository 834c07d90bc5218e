import { type Diagnostic, lintSdl } from '../domain/lint/lint.ts';
import { lintLevelsOf } from '../domain/lint/rules.ts';
import type { ContractFile } from './contract.ts';

/** In this repository everything has a description. */
const LEVELS = lintLevelsOf('ALL_ELEMENTS_REQUIRE_DESCRIPTION=error');

export interface FileDiagnostic extends Diagnostic {
  readonly path: string;
}

/** All errors, and of the warnings those that the base has not got. */
export const lintContract = (base: readonly ContractFile[], head: readonly ContractFile[]): readonly FileDiagnostic[] =>
  head.flatMap(({ path, text }) => {
    const baseSdl = base.find((file) => file.path === path)?.text;
    const errors = lintSdl(text, { levels: LEVELS }).diagnostics.filter(({ level }) => level === 'ERROR');
    const warnings = lintSdl(text, { levels: LEVELS, baseSdl }).diagnostics.filter(({ level }) => level === 'WARNING');
    return [...errors, ...warnings].map((diagnostic) => ({ ...diagnostic, path }));
  });
