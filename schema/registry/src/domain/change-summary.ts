import type { SchemaChange } from './changes/schema-change.ts';

interface Counts {
  readonly additions: number;
  readonly removals: number;
  readonly edits: number;
}

/** How much two schemas differ, as `rover graph publish` prints it. */
export interface ChangeSummary {
  readonly type: Counts;
  readonly field: Counts;
}

const countsOf = (changes: readonly SchemaChange[]): Counts => {
  const additions = changes.filter(({ code }) => code.includes('ADDED')).length;
  const removals = changes.filter(({ code }) => code.includes('REMOVED')).length;
  return { additions, removals, edits: changes.length - additions - removals };
};

/** Counts the changes of types, and of what types consist of. */
export const summaryOf = (changes: readonly SchemaChange[]): ChangeSummary => ({
  type: countsOf(changes.filter(({ coordinate }) => !coordinate.includes('.'))),
  field: countsOf(changes.filter(({ coordinate }) => coordinate.includes('.'))),
});
