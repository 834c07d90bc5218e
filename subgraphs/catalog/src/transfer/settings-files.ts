import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { attributeDefinition } from '../application/attributes/change-attributes.ts';
import type { ImportedCategory } from '../application/imports/import-settings.ts';
import type { AttributeDefinition } from '../domain/attributes/definition.ts';
import { MOST_DEFINITIONS } from '../domain/attributes/definitions.ts';
import { MOST_CATEGORIES } from '../domain/categories/tree.ts';
import { lineOf, slug } from '../domain/product/checks.ts';
import { objectIn, unreadableProblem } from './json-lines.ts';
import { linesIn } from './lines.ts';
import { type LineProblem, type ProblemCode, problemsAt } from './record.ts';
import { valueProblems } from './value-problems.ts';

/** How a kind of settings stands in a file: one a line. */
interface SettingsFormat<Item> {
  readonly schema: z.ZodType<Item>;
  readonly key: keyof Item & string;
  /** As many as there can be at all. */
  readonly most: number;
  readonly full: ProblemCode;
}

export const CATEGORIES: SettingsFormat<ImportedCategory> = {
  schema: z.strictObject({ id: lineOf(100), name: lineOf(100), slug, parentId: lineOf(100).nullable() }),
  key: 'id',
  most: MOST_CATEGORIES,
  full: 'CATEGORIES_FULL',
};

export const ATTRIBUTES: SettingsFormat<AttributeDefinition> = {
  schema: attributeDefinition,
  key: 'name',
  most: MOST_DEFINITIONS,
  full: 'ATTRIBUTES_FULL',
};

export interface ReadSetting<Item> {
  readonly line: number;
  readonly item: Item;
}

const MOST_LINE_BYTES = 1_000_000;

type ReadItem<Item> =
  | { readonly ok: true; readonly item: Item }
  | { readonly ok: false; readonly problems: LineProblem[] };

const readItem = <Item>(line: number, text: string, schema: z.ZodType<Item>): ReadItem<Item> => {
  const value = objectIn(text);
  if (!value)
    return { ok: false, problems: [{ line, code: 'MALFORMED_LINE', field: '', message: 'is no JSON object' }] };
  const { success, data, error } = schema.safeParse(value);
  return success
    ? { ok: true, item: data }
    : { ok: false, problems: problemsAt(line, valueProblems(error.issues, value)) };
};

/** Takes items, each key once and no more than there can be; says what is wrong with one that is not taken. */
const makeItems = <Item>({ key, most, full }: SettingsFormat<Item>) => {
  const items = new Map<unknown, ReadSetting<Item>>();
  return {
    all: () => [...items.values()],
    add: (line: number, item: Item): LineProblem[] => {
      const earlier = items.get(item[key]);
      if (earlier)
        return [{ line, code: 'DUPLICATE_ID', field: key, message: `stands in line ${earlier.line} already` }];
      if (items.size === most) return [{ line, code: full, field: '', message: `${most} are the most there can be` }];
      items.set(item[key], { line, item });
      return [];
    },
  };
};

/** Reads a file of settings; what is wrong with a line is told, and the line left out. */
export const readSettings = async <Item>(
  path: string,
  format: SettingsFormat<Item>,
  tell: (problem: LineProblem) => void,
): Promise<ReadSetting<Item>[]> => {
  const items = makeItems(format);
  for await (const line of linesIn(createReadStream(path), MOST_LINE_BYTES)) {
    if (!line.ok) tell(unreadableProblem(line));
    if (!line.ok || line.text.trim() === '') continue;
    const read = readItem(line.number, line.text, format.schema);
    const problems = read.ok ? items.add(line.number, read.item) : read.problems;
    problems.forEach(tell);
  }
  return items.all();
};
