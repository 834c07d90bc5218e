import type { SourceProduct } from '../import/source.ts';
import { type ImportTally, type WriteOptions, writeProducts } from '../import/write-products.ts';
import { takenName } from './forecast-problems.ts';
import type { ImportPlan, PlannedRecord } from './plan-import.ts';
import { type LineProblem, problemsAt, type RecordSource, type TakenRecord } from './record.ts';

/** The source was another one when it was read the second time. What was written of it had been checked all the same. */
export class SourceChanged extends Error {
  override readonly name = 'SourceChanged';
}

export interface PlanSummary {
  readonly products: number;
  readonly skus: number;
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly unchangedSkus: number;
  readonly leftOut: number;
}

const NOTHING: PlanSummary = {
  products: 0,
  skus: 0,
  created: 0,
  revised: 0,
  unchanged: 0,
  unchangedSkus: 0,
  leftOut: 0,
};

export const summaryOf = ({ records }: ImportPlan): PlanSummary => {
  const summary = { ...NOTHING };
  for (const { outcome, skus } of records) {
    if (outcome === 'left out') summary.leftOut += 1;
    else {
      summary.products += 1;
      summary.skus += skus;
      summary[outcome] += 1;
      if (outcome === 'unchanged') summary.unchangedSkus += skus;
    }
  }
  return summary;
};

interface ImportRecordsOptions extends Pick<WriteOptions, 'stores' | 'report' | 'signal'> {
  readonly source: RecordSource;
  readonly plan: ImportPlan;
  tell(problem: LineProblem): void;
}

const isToBeWritten = ({ outcome, isLagging }: PlannedRecord): boolean =>
  outcome === 'created' || outcome === 'revised' || (outcome === 'unchanged' && isLagging);

/** The records that are to be written, read again from the beginning. */
async function* plannedRecords(source: RecordSource, { records, digest }: ImportPlan): AsyncGenerator<TakenRecord> {
  if (!records.some(isToBeWritten)) return;
  const reading = source.read();
  const planned = records.values();
  for await (const record of reading.records) {
    const { value, done } = planned.next();
    if (!done && isToBeWritten(value) && record.ok) yield record;
  }
  if (reading.digest() !== digest) throw new SourceChanged('it was changed while it was read; import it again');
}

/** Carries out a plan: what is there already is passed over, so an import that was stopped goes on where it was. */
export const importRecords = async ({ source, plan, tell, ...options }: ImportRecordsOptions): Promise<ImportTally> => {
  const lines = new Map<string, number>();
  const products = async function* (): AsyncGenerator<SourceProduct> {
    for await (const { line, product } of plannedRecords(source, plan)) {
      lines.set(product.id, line);
      yield product;
    }
  };
  const tally = await writeProducts({ ...options, name: source.name, products: products() });
  for (const { productId, taken } of tally.refused)
    problemsAt(lines.get(productId) ?? 0, taken.map(takenName)).forEach(tell);
  return tally;
};
