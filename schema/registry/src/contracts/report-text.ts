import type { ReviewedChange } from './api-changes.ts';
import type { ContractReport } from './check-contract.ts';
import { APPROVALS_FILE } from './contract.ts';

/** So many safe changes and hints are told one by one; the rest is counted. */
const MAX_REMARKS = 20;

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const indent = (text: string): string => text.replaceAll('\n', '\n    ');

const section = (title: string, summary: string, lines: readonly string[]): readonly string[] => [
  `${title.padEnd(20)}${summary}`,
  ...lines.map((line) => `  ${line}`),
];

const remarks = (lines: readonly string[]): readonly string[] =>
  lines.length > MAX_REMARKS ? [...lines.slice(0, MAX_REMARKS), `  and ${lines.length - MAX_REMARKS} more`] : lines;

const composition = ({ composition: { subgraphs, errors, newHints } }: ContractReport): readonly string[] =>
  section(
    'Composition',
    errors.length > 0 ? counted(errors.length, 'error') : `ok, ${counted(subgraphs, 'subgraph')}`,
    [
      ...errors.map(({ code, message }) => `✗ ${code}: ${indent(message)}`),
      ...remarks(newHints.map(({ code, message }) => `· new hint ${code}: ${indent(message)}`)),
    ],
  );

const changeLines = (mark: string, { code, coordinate, description, operations, approval }: ReviewedChange) => [
  `${approval === undefined ? mark : '✓'} ${code} ${coordinate}: ${description}`,
  ...operations.map(({ name, path }) => `    breaks ${name} (${path})`),
  ...(approval === undefined ? [] : [`    approved: ${approval}`]),
];

const changes = ({ changes: all }: ContractReport): readonly string[] => {
  const of = (severity: ReviewedChange['severity']) => all.filter((change) => change.severity === severity);
  const [breaking, dangerous, safe] = [of('BREAKING'), of('DANGEROUS'), of('SAFE')];
  const approved = breaking.filter(({ approval }) => approval !== undefined).length;
  return [
    ...section(
      'Breaking changes',
      breaking.length === 0 ? 'none' : `${breaking.length}, of which ${approved} approved`,
      breaking.flatMap((change) => changeLines('✗', change)),
    ),
    ...section(
      'Dangerous changes',
      dangerous.length === 0 ? 'none' : String(dangerous.length),
      dangerous.flatMap((change) => changeLines('!', change)),
    ),
    ...section(
      'Other changes',
      safe.length === 0 ? 'none' : String(safe.length),
      remarks(safe.flatMap((change) => changeLines('·', change))),
    ),
  ];
};

const documents = ({ documents: { checked, broken } }: ContractReport): readonly string[] =>
  section(
    'Operations',
    broken.length === 0 ? `ok, ${checked}` : `${broken.length} of ${checked} broken`,
    broken.flatMap(({ name, path, errors }) => [
      `✗ ${name} (${path})`,
      ...errors.map(({ message, line, column }) => `    ${line}:${column} ${message}`),
    ]),
  );

const lint = ({ lint: found }: ContractReport): readonly string[] => {
  const errors = found.filter(({ level }) => level === 'ERROR').length;
  const line = ({ level, path, start, rule, message }: (typeof found)[number]): string =>
    `${level === 'ERROR' ? '✗' : '!'} ${path}:${start.line}:${start.column} ${rule} ${message}`;
  return section(
    'Lint',
    found.length === 0 ? 'ok' : `${counted(errors, 'error')}, ${counted(found.length - errors, 'new warning')}`,
    found.map(line),
  );
};

const failures = ({ composition: made, changes: all, documents: read, lint: found }: ContractReport): string =>
  [
    made.errors.length > 0 ? 'the subgraphs do not compose' : '',
    all.some(({ severity, approval }) => severity === 'BREAKING' && approval === undefined)
      ? `a breaking change is not approved (one that is meant goes into ${APPROVALS_FILE} with its reason)`
      : '',
    read.broken.length > 0 ? 'operations of ours no longer fit' : '',
    found.some(({ level }) => level === 'ERROR') ? 'the schema breaks lint rules' : '',
  ]
    .filter(Boolean)
    .join('; ');

/** The report for people. */
export const reportText = (report: ContractReport, { ref, commit }: { ref: string; commit: string }): string =>
  [
    `Schema check: the files here against ${ref} (${commit.slice(0, 10)})`,
    '',
    ...composition(report),
    ...changes(report),
    ...documents(report),
    ...lint(report),
    ...report.notes.map((note) => `Note: ${note}`),
    '',
    report.passed ? 'PASSED' : `FAILED: ${failures(report)}.`,
    '',
  ].join('\n');
