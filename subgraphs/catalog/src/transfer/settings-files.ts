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
import type { LineProblem, ProblemCode } from './record.ts';
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

const readItem = <Item>(
  { line, text }: { line: number; text: string },
  schema: z.ZodType<Item>,
): { readonly item: Item } | { readonly problems: LineProblem[] } => {
  const value = objectIn(text);
  if (!value) return { problems: [{ line, code: 'MALFORMED_LINE', field: '', message: 'is no JSON object' }] };
  const { success, data, error } = schema.safeParse(value);
  if (success) return { item: data };
  return { problems: valueProblems(error.issues, value).map((problem) => ({ line, ...problem })) };
};

/** Reads a file of settings; what is wrong with a line is told, and the line left out. */
export const readSettings = async <Item>(
  path: string,
  { schema, key, most, full }: SettingsFormat<Item>,
  tell: (problem: LineProblem) => void,
): Promise<ReadSetting<Item>[]> => {
  const items = new Map<unknown, ReadSetting<Item>>();
  for await (const line of linesIn(createReadStream(path), MOST_LINE_BYTES)) {
    if (!line.ok) tell(unreadableProblem(line));
    else if (line.text.trim() !== '') {
      const read = readItem({ line: line.number, text: line.text }, schema);
      if ('problems' in read) read.problems.forEach(tell);
      else {
        const earlier = items.get(read.item[key]);
        const at = { line: line.number, field: key };
        if (earlier) tell({ ...at, code: 'DUPLICATE_ID', message: `stands in line ${earlier.line} already` });
        else if (items.size === most)
          tell({ ...at, field: '', code: full, message: `${most} are the most there can be` });
        else items.set(read.item[key], { line: line.number, item: read.item });
      }
    }
  }
  return [...items.values()];
};
