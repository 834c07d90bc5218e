export interface Money {
  readonly amount: number;
  readonly currency: string;
}

const isTerminal = process.stdout.isTTY === true;
const paint = (code: number, text: string): string => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text: string): string => paint(1, text);
export const dim = (text: string): string => paint(2, text);
export const say = (text = ''): void => void process.stdout.write(`${text}\n`);
export const heading = (text: string): void => say(`\n${bold(text)}`);
export const price = ({ amount, currency }: Money): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 100);

/** Rows under one another in columns as wide as their widest cell. */
export const table = (rows: readonly (readonly string[])[]): void => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) say(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
};
