import type { AttributeChecks, CheckImport, ImportForecast } from '../application/imports/check-import.ts';
import { batchesOf } from '../import/batches.ts';
import type { ReportProgress } from '../import/run-import.ts';
import { BATCH } from '../import/write-products.ts';
import { forecastProblems } from './forecast-problems.ts';
import { type LineProblem, problemsAt, type Reading, type RecordSource, type SourceRecord } from './record.ts';
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

const lineOf = (record: SourceRecord): number => (record.ok ? record.line : (record.problems[0]?.line ?? 0));

/**
 * Leaves out what comes twice under one id, both times, also where one of them could not be taken anyway: rows of a
 * product that stand apart look like two products, and taking one of them would write half of it.
 */
const makeRepeatedIds = (tell: PlanOptions['tell']) => {
  const seen = new Map<string, PlannedRecord>();
  const problemAt = (line: number, message: string): LineProblem => ({
    line,
    code: 'DUPLICATE_ID',
    field: 'id',
    message,
  });
  return {
    of: (id: string, line: number): LineProblem[] => {
      const first = seen.get(id);
      if (!first) return [];
      if (first.outcome !== 'left out') tell(problemAt(first.line, `${id} comes again in line ${line}`));
      first.outcome = 'left out';
      return [problemAt(line, `${id} stands in line ${first.line} already`)];
    },
    see: (id: string, record: PlannedRecord): void => {
      if (!seen.has(id)) seen.set(id, record);
    },
  };
};

/** Takes the records one after the other, in the order of the source; what is left out takes no name from the others. */
const makeIntake = (tell: PlanOptions['tell']) => {
  const records: PlannedRecord[] = [];
  const repeatedIds = makeRepeatedIds(tell);
  const repeatedNames = makeRepeatedNames();
  const problemsOf = (record: SourceRecord, id: string | undefined, forecast: ImportForecast | undefined) => {
    const line = lineOf(record);
    const repeated = id === undefined ? [] : repeatedIds.of(id, line);
    if (!record.ok) return [...repeated, ...record.problems];
    if (!forecast) throw new Error('a product was not checked');
    const found = [...repeated, ...problemsAt(line, forecastProblems(forecast))];
    return found.length > 0 ? found : problemsAt(line, repeatedNames.of(record.product, line));
  };
  return {
    records,
    add: (record: SourceRecord, forecast: ImportForecast | undefined): void => {
      const id = record.ok ? record.product.id : record.id;
      const problems = problemsOf(record, id, forecast);
      problems.forEach(tell);
      const planned: PlannedRecord = {
        line: lineOf(record),
        skus: record.ok ? record.product.details.variants.length : 0,
        isLagging: forecast?.isLagging ?? false,
        outcome: problems.length > 0 ? 'left out' : (forecast?.outcome ?? 'left out'),
      };
      records.push(planned);
      if (id !== undefined) repeatedIds.see(id, planned);
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
  const { records, add } = makeIntake(options.tell);
  for await (const batch of batchesOf(reading.records, BATCH)) {
    options.signal?.throwIfAborted();
    reportRead(reading, options.report);
    const forecasts = await forecastsOf(batch, options);
    for (const record of batch) add(record, record.ok ? forecasts.next().value : undefined);
  }
  return { records, digest: reading.digest() };
};
