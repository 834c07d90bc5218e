import { createHash } from 'node:crypto';
import { type Sql, setDeadline } from '@cardstock/messaging';
import { badUserInput, type Transact, type Viewer } from '@cardstock/service';
import type { PriceRule } from '../../../domain/prices/price-rule.ts';
import { editorOf, type StaffRequest } from '../../access.ts';
import { planFile, planRule } from './plan-prices.ts';
import type { PricedVariants, PriceFilter, PriceImports, PriceLine, ReadPriceFile } from './ports.ts';

export const APPLY_PRICE_IMPORT = 'apply-price-import';

export interface BulkPriceChange {
  readonly importId: string;
  readonly dryRun: boolean;
  readonly csv?: string | undefined;
  readonly rule?: (PriceRule & { readonly filter: PriceFilter }) | undefined;
}

export interface PriceReport {
  readonly importId: string;
  readonly dryRun: boolean;
  readonly lines: readonly PriceLine[];
}

export type BulkPriceOutcome =
  | { readonly ok: true; readonly report: PriceReport }
  | { readonly ok: false; readonly refusal: { readonly code: 'PRICE_IMPORT_CONFLICT'; readonly importId: string } };

interface Parts {
  readonly transact: Transact;
  readonly imports: PriceImports;
  readonly variantsIn: (sql: Sql) => PricedVariants;
  readonly readFile: ReadPriceFile;
}

const planOf = async (
  variants: PricedVariants,
  readFile: ReadPriceFile,
  { csv, rule }: BulkPriceChange,
): Promise<PriceLine[]> => {
  if (csv !== undefined && rule === undefined) return planFile(variants, readFile(csv));
  if (rule !== undefined && csv === undefined) return planRule(variants, rule.filter, rule);
  throw badUserInput({ field: csv === undefined ? 'csv' : 'rule', message: 'exactly one of csv and rule is needed' });
};

const digestOf = ({ csv, rule }: BulkPriceChange): string =>
  createHash('sha256')
    .update(JSON.stringify([csv ?? null, rule ?? null]))
    .digest('hex');

interface Plan {
  readonly change: BulkPriceChange;
  readonly lines: readonly PriceLine[];
  readonly actor: string;
  readonly at: Date;
}

/** Writes the plan down, once per id, and has it carried out by whichever process is there. */
const start = async (
  sql: Sql,
  imports: PriceImports,
  { change, lines, actor, at }: Plan,
): Promise<BulkPriceOutcome> => {
  const { importId, dryRun } = change;
  const digest = digestOf(change);
  const isNew = await imports.add(sql, { id: importId, digest, actor }, lines);
  if (!isNew && (await imports.find(sql, importId))?.digest !== digest)
    return { ok: false, refusal: { code: 'PRICE_IMPORT_CONFLICT', importId } };
  if (isNew) await setDeadline(sql, { id: importId, name: APPLY_PRICE_IMPORT, subject: importId, dueAt: at, data: {} });
  return { ok: true, report: { importId, dryRun, lines: await imports.lines(sql, importId) } };
};

/**
 * Changes of many prices: planned line by line, then carried out product by product in the background. What is done and
 * what is left stands in the plan. Throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT.
 */
export const makeBulkPrices = ({ transact, imports, variantsIn, readFile }: Parts) => ({
  change: async ({ viewer, at }: StaffRequest, change: BulkPriceChange): Promise<BulkPriceOutcome> => {
    const actor = editorOf(viewer);
    const { importId, dryRun } = change;
    return transact(async ({ sql }): Promise<BulkPriceOutcome> => {
      const lines = await planOf(variantsIn(sql), readFile, change);
      return dryRun
        ? { ok: true, report: { importId, dryRun, lines } }
        : start(sql, imports, { change, lines, actor, at });
    });
  },
  find: async (viewer: Viewer, importId: string): Promise<PriceReport | undefined> => {
    editorOf(viewer);
    return transact(async ({ sql }) => {
      const found = await imports.find(sql, importId);
      return found && { importId, dryRun: false, lines: await imports.lines(sql, importId) };
    });
  },
});

export type BulkPrices = ReturnType<typeof makeBulkPrices>;
