import type { z } from 'zod';
import type { FieldProblem, ProblemCode } from './record.ts';

const MOST_PROBLEMS = 20;
const MOST_FIELD_CHARACTERS = 120;

type Issue = z.core.$ZodIssue;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (parent, key) =>
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
        ? (parent as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );

/** A check may name its own code. */
const ownCode = (issue: Issue): ProblemCode | undefined =>
  issue.code === 'custom' ? (issue.params?.['code'] as ProblemCode | undefined) : undefined;

const tooBig = (origin: string, path: readonly PropertyKey[]): ProblemCode => {
  if (origin === 'string') return 'TEXT_TOO_LONG';
  if (origin !== 'array') return 'INVALID_VALUE';
  return path.at(-1) === 'variants' ? 'VARIANTS_FULL' : 'LIST_TOO_LONG';
};

const codeOf = (issue: Issue, whole: unknown): ProblemCode => {
  if (issue.code === 'unrecognized_keys') return 'UNKNOWN_FIELD';
  if (valueAt(whole, issue.path) === undefined) return 'MISSING_FIELD';
  if (issue.code === 'too_big') return tooBig(issue.origin, issue.path);
  if (issue.code === 'too_small' && issue.path.at(-1) === 'amount') return 'NEGATIVE_PRICE';
  return ownCode(issue) ?? 'INVALID_VALUE';
};

const fieldOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').slice(0, MOST_FIELD_CHARACTERS);

const problemsOf = (issue: Issue, whole: unknown): FieldProblem[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: 'UNKNOWN_FIELD',
      field: fieldOf([...issue.path, key]),
      message: 'is no field of the format',
    }));
  const code = codeOf(issue, whole);
  const message = code === 'MISSING_FIELD' ? 'is missing' : issue.message;
  return [{ code, field: fieldOf(issue.path), message }];
};

/** What a schema finds wrong with a value, in the words of the report; of a field, each kind of problem once. */
export const valueProblems = (issues: readonly Issue[], whole: unknown): FieldProblem[] => {
  const problems = issues.slice(0, MOST_PROBLEMS).flatMap((issue) => problemsOf(issue, whole));
  const distinct = new Map(problems.map((problem) => [`${problem.code} ${problem.field}`, problem] as const).reverse());
  return [...distinct.values()].reverse().slice(0, MOST_PROBLEMS);
};
