/** How a value stands in a cell. What is no such value is read as the text that it is, and refused where it is checked. */
export interface Cells {
  read(cell: string): unknown;
  write(value: unknown): string;
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

export const required: Cells = { read: (cell) => (cell === '' ? undefined : cell), write: textOf };
export const optional: Cells = { read: (cell) => (cell === '' ? null : cell), write: textOf };

const WHOLE = /^-?\d{1,15}$/;
export const whole: Cells = {
  read: (cell) => (WHOLE.test(cell) ? Number(cell) : required.read(cell)),
  write: textOf,
};

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['', false],
  ['false', false],
  ['true', true],
]);
/** Spreadsheets write TRUE. */
export const flag: Cells = {
  read: (cell) => FLAGS.get(cell.toLowerCase()) ?? cell,
  write: (value) => (value === true ? 'true' : ''),
};

const splitList = (cell: string): string[] => {
  const entries: string[] = [];
  let entry = '';
  let isEscaped = false;
  for (const character of cell) {
    const isEnd = character === '|' && !isEscaped;
    if (isEnd) entries.push(entry);
    isEscaped = character === '\\' && !isEscaped;
    if (isEnd) entry = '';
    else if (!isEscaped) entry += character;
  }
  return [...entries, entry];
};

/** Entries stand between bars; within one, a backslash stands before a bar and before a backslash. */
export const list: Cells = {
  read: (cell) => (cell === '' ? [] : splitList(cell)),
  write: (value) => ((value as string[] | undefined) ?? []).map((entry) => entry.replace(/[\\|]/g, '\\$&')).join('|'),
};

const parsed = (cell: string): unknown => {
  try {
    return JSON.parse(cell);
  } catch (err) {
    if (err instanceof SyntaxError) return cell;
    throw err;
  }
};

export const json: Cells = {
  read: (cell) => (cell === '' ? {} : parsed(cell)),
  write: (value) => (Object.keys(value ?? {}).length === 0 ? '' : JSON.stringify(value)),
};
