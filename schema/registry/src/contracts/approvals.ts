import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { SchemaChange } from '../domain/changes/schema-change.ts';
import { APPROVALS_FILE, CannotCheck } from './contract.ts';

const approval = z.strictObject({
  code: z.string().regex(/^[A-Z_]+$/, 'is a code such as FIELD_REMOVED'),
  coordinate: z.string().min(1),
  member: z.string().min(1).optional(),
  reason: z.string().trim().min(10, 'says in a sentence why this break is right'),
});

/** A break that people agreed to. It counts in the change that adds it to the list, and never again. */
export type Approval = z.infer<typeof approval>;

const keyOf = ({ code, coordinate, member = '' }: Omit<Approval, 'reason'>): string =>
  `${code} ${coordinate} ${member}`;

const parseYaml = (text: string): unknown => {
  try {
    return parse(text) ?? [];
  } catch (err) {
    if (!(err instanceof YAMLParseError)) throw err;
    throw new CannotCheck(`${APPROVALS_FILE} is no YAML: ${err.message}`);
  }
};

/** Reads the list. Throws CannotCheck that names every entry at fault. */
export const readApprovals = (text: string | undefined): readonly Approval[] => {
  const parsed = z.array(approval).safeParse(parseYaml(text ?? ''));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || '(all)'}: ${message}`);
  throw new CannotCheck(`${APPROVALS_FILE} cannot be read:\n${problems.join('\n')}`);
};

export interface Approvals {
  /** What was said about this change; undefined where nothing was. */
  of(change: SchemaChange): Approval | undefined;
  /** Those of the list that none of these changes needs. */
  unused(changes: readonly SchemaChange[]): readonly Approval[];
}

/** The approvals that this change brings: those that the base has already were for breaks of the past. */
export const newApprovals = (base: readonly Approval[], head: readonly Approval[]): Approvals => {
  const known = new Set(base.map(keyOf));
  const fresh = new Map(head.filter((one) => !known.has(keyOf(one))).map((one) => [keyOf(one), one]));
  return {
    of: (change) => fresh.get(keyOf(change)),
    unused: (changes) => {
      const needed = new Set(changes.filter(({ severity }) => severity === 'BREAKING').map(keyOf));
      return [...fresh.values()].filter((one) => !needed.has(keyOf(one)));
    },
  };
};
