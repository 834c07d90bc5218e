import type { SourceProduct } from '../import/source.ts';
import { type ImportTally, type WriteOptions, writeProducts } from '../import/write-products.ts';
import { takenName } from './forecast-problems.ts';
import type { ImportPlan, Outcome } from './plan-import.ts';
import { type LineProblem, problemsAt, type RecordSource } from './record.ts';

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

const isToBeWritten = (outcome: Outcome | undefined): boolean => outcome === 'created' || outcome === 'revised';

/** Carries out a plan: what is there already is passed over, so an import that was stopped goes on where it was. */
export const importRecords = async ({ source, plan, tell, ...options }: ImportRecordsOptions): Promise<ImportTally> => {
  const reading = source.read();
  const lines = new Map<string, number>();
  const planned = async function* (): AsyncGenerator<SourceProduct> {
    let place = 0;
    for await (const record of reading.records) {
      const { outcome } = plan.records[place] ?? {};
      place += 1;
      if (!record.ok || !isToBeWritten(outcome)) continue;
      lines.set(record.product.id, record.line);
      yield record.product;
    }
  };
  const tally = await writeProducts({ ...options, name: source.name, products: planned() });
  for (const { productId, taken } of tally.refused)
    problemsAt(lines.get(productId) ?? 0, taken.map(takenName)).forEach(tell);
  if (reading.digest() !== plan.digest) throw new SourceChanged('it was changed while it was read; import it again');
  return tally;
};
