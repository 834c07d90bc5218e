import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { MAPPINGS } from '../import/mappings.ts';
import { readCsv } from './csv/read-csv.ts';
import { MOST_ROW_BYTES } from './csv/rows.ts';
import { readJsonLines } from './json-lines.ts';
import { type Line, linesIn } from './lines.ts';
import { mappedSource } from './mapped-source.ts';
import type { RecordSource, SourceRecord } from './record.ts';
import { UsageError } from './usage-error.ts';

interface FileFormat {
  readonly extensions: readonly string[];
  /** More than any line that can be taken has. */
  readonly mostLineBytes: number;
  read(lines: AsyncIterable<Line>): AsyncIterable<SourceRecord>;
}

const FILE_FORMATS: Readonly<Record<string, FileFormat>> = {
  jsonl: { extensions: ['.jsonl', '.ndjson'], mostLineBytes: 4_000_000, read: readJsonLines },
  csv: { extensions: ['.csv'], mostLineBytes: MOST_ROW_BYTES, read: readCsv },
};

export const FORMATS: readonly string[] = [...Object.keys(FILE_FORMATS), ...MAPPINGS.map(({ format }) => format)];

async function* passing(chunks: AsyncIterable<Buffer>, see: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    see(chunk);
    yield chunk;
  }
}

const fileSource = (path: string, { mostLineBytes, read }: FileFormat): RecordSource => ({
  name: `file:${basename(path)}`,
  isMapped: false,
  read: () => {
    const hash = createHash('sha256');
    const total = statSync(path).size;
    let done = 0;
    const chunks = passing(createReadStream(path), (chunk) => {
      hash.update(chunk);
      done += chunk.length;
    });
    return {
      records: read(linesIn(chunks, mostLineBytes)),
      digest: () => hash.digest('base64url'),
      progress: () => ({ done, total: Math.max(done, total) }),
    };
  },
});

const formatOf = (source: string): string => {
  const extension = extname(source).toLowerCase();
  const found =
    MAPPINGS.find((mapping) => mapping.package === source)?.format ??
    Object.keys(FILE_FORMATS).find((name) => FILE_FORMATS[name]?.extensions.includes(extension));
  if (found) return found;
  throw new UsageError(`the format of ${source} is not known by its name: say --format ${FORMATS.join('|')}`);
};

interface SourceRequest {
  /** A file, or the package of a game. */
  readonly source: string;
  readonly format?: string | undefined;
  /** Where a file is looked for that is not named from the root. */
  pathOf(file: string): string;
}

/** Where products are read from. Throws UsageError. */
export const openSource = ({ source, format = formatOf(source), pathOf }: SourceRequest): RecordSource => {
  const fileFormat = Object.hasOwn(FILE_FORMATS, format) ? FILE_FORMATS[format] : undefined;
  if (fileFormat) return fileSource(pathOf(source), fileFormat);
  const mapping = MAPPINGS.find((one) => one.format === format);
  if (!mapping) throw new UsageError(`there is no format ${format}; formats are: ${FORMATS.join(', ')}`);
  return mappedSource(mapping, source === mapping.package ? undefined : pathOf(source));
};
