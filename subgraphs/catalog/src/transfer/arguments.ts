import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

const CONTENTS = ['products', 'categories', 'attributes'] as const;
/** What a file is of. */
export type Content = (typeof CONTENTS)[number];

const CONTENT_OPTION = { what: { type: 'string', default: 'products' }, format: { type: 'string' } } as const;

const IMPORT_OPTIONS = {
  ...CONTENT_OPTION,
  source: { type: 'string' },
  report: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'undefined-attributes': { type: 'boolean', default: false },
} as const;

const EXPORT_OPTIONS = {
  ...CONTENT_OPTION,
  file: { type: 'string' },
  all: { type: 'boolean', default: false },
} as const;

const explained = <Values>(parse: () => Values): Values => {
  try {
    return parse();
  } catch (err) {
    throw new UsageError(err instanceof Error ? err.message : String(err));
  }
};

const contentOf = (what: string): Content => {
  const content = CONTENTS.find((one) => one === what);
  if (!content) throw new UsageError(`--what ${what} is none of: ${CONTENTS.join(', ')}`);
  return content;
};

/** npm runs scripts in the project's folder; paths are meant from where npm was called, which it tells. */
const fromFolder =
  (folder: string | undefined) =>
  (file: string): string =>
    resolve(folder ?? '.', file);

export interface ImportRequest {
  readonly what: Content;
  readonly source: string;
  readonly format: string | undefined;
  readonly reportPath: string | undefined;
  readonly isDryRun: boolean;
  readonly takesUndefinedAttributes: boolean;
  pathOf(file: string): string;
}

/** What the import is told. Throws UsageError. */
export const readImportArguments = (args: readonly string[], folder?: string): ImportRequest => {
  const { values } = explained(() => parseArgs({ args: [...args], options: IMPORT_OPTIONS }));
  const { what, source, format, report } = values;
  if (!source) throw new UsageError('--source is needed');
  const pathOf = fromFolder(folder);
  return {
    what: contentOf(what),
    source,
    format,
    reportPath: report && pathOf(report),
    isDryRun: values['dry-run'],
    takesUndefinedAttributes: values['undefined-attributes'],
    pathOf,
  };
};

export interface ExportRequest {
  readonly what: Content;
  readonly format: string;
  /** Standard output where there is none. */
  readonly path: string | undefined;
  readonly hasAll: boolean;
}

const EXPORT_FORMATS: Readonly<Record<Content, readonly string[]>> = {
  products: ['jsonl', 'csv'],
  categories: ['jsonl'],
  attributes: ['jsonl'],
};

/** What the export is told. Throws UsageError. */
export const readExportArguments = (args: readonly string[], folder?: string): ExportRequest => {
  const { values } = explained(() => parseArgs({ args: [...args], options: EXPORT_OPTIONS }));
  const { file, all } = values;
  const what = contentOf(values.what);
  const format = values.format ?? (file?.toLowerCase().endsWith('.csv') ? 'csv' : 'jsonl');
  const formats = EXPORT_FORMATS[what];
  if (!formats.includes(format))
    throw new UsageError(`${what} are not written as ${format}; formats are: ${formats.join(', ')}`);
  return { what, format, path: file === undefined ? undefined : fromFolder(folder)(file), hasAll: all };
};
