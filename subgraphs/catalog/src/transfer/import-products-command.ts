import type { AttributeChecks, CheckImport } from '../application/imports/check-import.ts';
import type { ImportStores } from '../import/open-stores.ts';
import type { Progress, Wording } from '../import/progress.ts';
import type { ImportRequest } from './arguments.ts';
import { importRecords, type PlanSummary, summaryOf } from './import-records.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import type { LineProblem, RecordSource } from './record.ts';
import { openSource } from './sources.ts';

interface ProductsCommand {
  readonly request: ImportRequest;
  readonly checkImport: CheckImport;
  /** Opened when something is to be written. */
  openStores(): Promise<ImportStores>;
  makeProgress(wording: Wording): Progress;
  tell(problem: LineProblem): void;
  print(line: string): void;
  readonly signal?: AbortSignal | undefined;
}

const CHECKING: Wording = { doing: 'Checking', things: 'kB' };
const IMPORTING: Wording = { doing: 'Importing', things: 'SKUs' };

const count = (value: number): string => value.toLocaleString('en-US');

const checksFor = ({ isMapped }: RecordSource, { takesUndefinedAttributes }: ImportRequest): AttributeChecks => {
  if (isMapped) return 'none';
  return takesUndefinedAttributes ? 'defined' : 'all';
};

const describe = ({ products, skus, created, revised, unchanged, leftOut }: PlanSummary): string =>
  `${count(products)} products with ${count(skus)} SKUs: ${count(created)} new, ${count(revised)} changed, ` +
  `${count(unchanged)} there already; ${count(leftOut)} left out`;

const write = async (
  { openStores, makeProgress, tell, print, signal }: ProductsCommand,
  source: RecordSource,
  plan: ImportPlan,
): Promise<void> => {
  const { products, skus, unchanged, unchangedSkus } = summaryOf(plan);
  if (unchanged > 0 && unchanged < products)
    print(`Going on: ${count(unchanged)} of ${count(products)} products are there already`);
  const stores = await openStores();
  const progress = makeProgress(IMPORTING);
  try {
    const report = (done: number): void => progress.report(Math.min(unchangedSkus + done, skus), skus);
    const { created, revised, refused } = await importRecords({ source, plan, stores, tell, signal, report });
    progress.stop();
    print(`Imported: ${count(created)} new, ${count(revised)} changed, ${count(refused.length)} left out meanwhile`);
  } finally {
    progress.stop();
    await stores.close();
  }
};

/** Checks all of a source first, says what is wrong and what would be done, and does it where it is no dry run. */
export const importProducts = async (command: ProductsCommand): Promise<void> => {
  const { request, checkImport, makeProgress, tell, print, signal } = command;
  const source = openSource(request);
  const attributes = checksFor(source, request);
  const progress = makeProgress(CHECKING);
  const { report } = progress;
  const plan = await planImport({ source, checkImport, attributes, tell, report, signal }).finally(progress.stop);
  print(describe(summaryOf(plan)));
  if (!request.isDryRun) await write(command, source, plan);
};
