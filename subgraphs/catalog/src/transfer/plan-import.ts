import type { AttributeChecks, CheckImport, ImportForecast } from '../application/imports/check-import.ts';
import { batchesOf } from '../import/batches.ts';
import type { ReportProgress } from '../import/run-import.ts';
import { BATCH } from '../import/write-products.ts';
import { forecastProblems } from './forecast-problems.ts';
import {
  type LineProblem,
  problemsAt,
  type Reading,
  type RecordSource,
  type SourceRecord,
  type TakenRecord,
} from './record.ts';
import { makeRepeatedNames } from './repeated-names.ts';

export type Outcome = ImportForecast['outcome'] | 'left out';

/** What is to become of a record. */
export interface PlannedRecord {
  readonly line: number;
  readonly skus: number;
  /** Nothing new, but its document has to be written again. */
  readonly isLagging: boolean;
  outcome: Outcome;
}

/** What an import would do, record by record in the order of the source, and of what content. */
export interface ImportPlan {
  readonly records: readonly PlannedRecord[];
  readonly digest: string;
}

interface PlanOptions {
  readonly source: RecordSource;
  readonly checkImport: CheckImport;
  readonly attributes: AttributeChecks;
  /** Told of everything that is wrong, as it is found. */
  tell(problem: LineProblem): void;
  /** Told now and then how much of the source was read, in kB. */
  readonly report?: ReportProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Takes the records one after the other, in the order of the source. What is left out has no name that others could not have. */
const makeIntake = (tell: PlanOptions['tell']) => {
  const records: PlannedRecord[] = [];
  const firstOf = new Map<string, PlannedRecord>();
  const repeatedNames = makeRepeatedNames();
  const leaveOut = (problems: readonly LineProblem[]): void => {
    records.push({ line: problems[0]?.line ?? 0, skus: 0, isLagging: false, outcome: 'left out' });
    problems.forEach(tell);
  };
  /** Rows of a product that stand apart look like two products: taking the first would write half of it. */
  const leaveOutFirst = (id: string, line: number): void => {
    const first = firstOf.get(id);
    if (!first || first.outcome === 'left out') return;
    first.outcome = 'left out';
    tell({ line: first.line, code: 'DUPLICATE_ID', field: 'id', message: `${id} comes again in line ${line}` });
  };
  return {
    records,
    leaveOut,
    take: ({ line, product }: TakenRecord, forecast: ImportForecast | undefined): void => {
      if (!forecast) throw new Error('a product was not checked');
      const problems = forecastProblems(forecast);
      const repeated = problems.length > 0 ? [] : repeatedNames.of(product, line);
      if (repeated.some(({ code }) => code === 'DUPLICATE_ID')) leaveOutFirst(product.id, line);
      if (problems.length + repeated.length > 0) {
        leaveOut(problemsAt(line, [...problems, ...repeated]));
        return;
      }
      const { outcome, isLagging } = forecast;
      const planned: PlannedRecord = { line, skus: product.details.variants.length, isLagging, outcome };
      records.push(planned);
      firstOf.set(product.id, planned);
    },
  };
};

/** The forecasts of the records that could be read, in their order. */
const forecastsOf = async (
  batch: readonly SourceRecord[],
  { checkImport, attributes }: PlanOptions,
): Promise<Iterator<ImportForecast, undefined>> => {
  const products = batch.flatMap((record) => (record.ok ? [record.product] : []));
  return (await checkImport(products, { attributes, at: new Date() })).values();
};

const inKilobytes = (bytes: number): number => Math.ceil(bytes / 1_000);

const reportRead = ({ progress }: Reading, report: ReportProgress | undefined): void => {
  const read = progress?.();
  if (read) report?.(inKilobytes(read.done), inKilobytes(read.total));
};

/** Reads a source once and says of each record what importing it would do. Nothing is written. */
export const planImport = async (options: PlanOptions): Promise<ImportPlan> => {
  const reading = options.source.read();
  const { records, take, leaveOut } = makeIntake(options.tell);
  for await (const batch of batchesOf(reading.records, BATCH)) {
    options.signal?.throwIfAborted();
    reportRead(reading, options.report);
    const forecasts = await forecastsOf(batch, options);
    for (const record of batch) {
      if (!record.ok) leaveOut(record.problems);
      else take(record, forecasts.next().value);
    }
  }
  return { records, digest: reading.digest() };
};
