import { basename } from 'node:path';
import { type ItemOutcome, importCategories, importDefinitions } from '../application/imports/import-settings.ts';
import type { WriteSide } from '../import/open-write-side.ts';
import type { ImportRequest } from './arguments.ts';
import type { LineProblem, ProblemCode } from './record.ts';
import { ATTRIBUTES, CATEGORIES, type ReadSetting, readSettings } from './settings-files.ts';
import { UsageError } from './usage-error.ts';

interface Refusal {
  readonly code: string;
}

interface SettingsCommand {
  readonly request: ImportRequest;
  readonly writeSide: WriteSide;
  tell(problem: LineProblem): void;
  print(line: string): void;
}

const REASONS: Readonly<Record<string, { readonly field: string; readonly message: string }>> = {
  CATEGORY_UNKNOWN: { field: '', message: 'names a category that is not there' },
  CATEGORY_SLUG_TAKEN: { field: 'slug', message: 'belongs to another category' },
  CATEGORIES_FULL: { field: '', message: 'there are as many as there can be' },
  ATTRIBUTES_FULL: { field: '', message: 'there are as many as there can be' },
};

const problemOf = (line: number, { code }: Refusal): LineProblem => {
  const reason = REASONS[code];
  if (!reason) throw new Error(`${code} is no refusal of a setting in a file`);
  return { line, code: code as ProblemCode, ...reason };
};

const tellOutcomes = (
  { tell, print, request }: SettingsCommand,
  items: readonly ReadSetting<unknown>[],
  outcomes: readonly ItemOutcome<Refusal>[],
): void => {
  const counts = { added: 0, known: 0, refused: 0 };
  for (const [place, outcome] of outcomes.entries()) {
    counts[typeof outcome === 'object' ? 'refused' : outcome] += 1;
    if (typeof outcome === 'object') tell(problemOf(items[place]?.line ?? 0, outcome));
  }
  const verb = request.isDryRun ? 'would be added' : 'added';
  print(`${request.what}: ${counts.added} ${verb}, ${counts.known} there already and left as they are`);
};

/** Imports categories or definitions of attributes: what is there already is left to staff. */
export const importSettings = async (command: SettingsCommand): Promise<void> => {
  const { request, writeSide, tell } = command;
  const { what, source, format = 'jsonl', pathOf, isDryRun } = request;
  if (format !== 'jsonl') throw new UsageError(`${what} are read as jsonl only`);
  const path = pathOf(source);
  const how = { by: { actor: `import:file:${basename(source)}`, at: new Date() }, isDryRun };
  if (what === 'categories') {
    const read = await readSettings(path, CATEGORIES, tell);
    const items = read.map(({ item }) => item);
    tellOutcomes(command, read, await importCategories(writeSide, items, how));
  } else {
    const read = await readSettings(path, ATTRIBUTES, tell);
    const items = read.map(({ item }) => item);
    tellOutcomes(command, read, await importDefinitions(writeSide, items, how));
  }
};
