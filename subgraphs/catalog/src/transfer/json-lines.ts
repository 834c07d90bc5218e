import type { Line } from './lines.ts';
import { checkProduct } from './product-record.ts';
import { atLine, type FieldProblem, type LineProblem, type SourceRecord } from './record.ts';

const REASONS = {
  LINE_TOO_LONG: 'is longer than any line can be',
  INVALID_ENCODING: 'is not UTF-8',
} as const;

/** The problem of a line that cannot be read at all. */
export const unreadableProblem = ({ number, reason }: Extract<Line, { ok: false }>): LineProblem => ({
  line: number,
  code: reason,
  field: '',
  message: REASONS[reason],
});

export const unreadable = (line: Extract<Line, { ok: false }>): SourceRecord => ({
  ok: false,
  problems: [unreadableProblem(line)],
});

const malformed = (message: string): FieldProblem => ({ code: 'MALFORMED_LINE', field: '', message });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (err) {
    if (err instanceof SyntaxError) return undefined;
    throw err;
  }
};

/** The object in a line of JSON; undefined where there is none. */
export const objectIn = (text: string): object | undefined => {
  const value = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
};

const idIn = (value: object): string | undefined =>
  'id' in value && typeof value.id === 'string' ? value.id : undefined;

const recordOf = (text: string, line: number): SourceRecord => {
  const value = objectIn(text);
  if (!value) return atLine(line, [malformed('is no JSON object')]);
  const checked = checkProduct(value);
  return checked.ok ? { ok: true, line, product: checked.product } : atLine(line, checked.problems, idIn(value));
};

/** The products of a file of JSON lines; empty lines are left out. */
export async function* readJsonLines(lines: AsyncIterable<Line>): AsyncGenerator<SourceRecord> {
  for await (const line of lines) {
    if (!line.ok) yield unreadable(line);
    else if (line.text.trim() !== '') yield recordOf(line.text, line.number);
  }
}
