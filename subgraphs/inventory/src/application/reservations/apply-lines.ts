import { decideLines, type LineOutcome } from '../../domain/reservation/decide-lines.ts';
import type { StockLine } from '../../domain/reservation/stock-line.ts';
import { placeOf, type StockLevel } from '../../domain/stock/stock-level.ts';
import { announceChange } from '../announce-change.ts';
import type { InUnit, StockQueries, Unit } from '../ports.ts';

/** One file that is being carried out. */
export interface Import {
  readonly importId: string;
  readonly digest: string;
  readonly actor: string;
  readonly at: Date;
  readonly correlationId: string;
}

export interface LinesApplied {
  readonly outcomes: ReadonlyMap<number, LineOutcome>;
  /** Lines that had been done before. */
  readonly repeated: number;
}

/** Carries out lines; undefined where another file was sent with the same id. */
type CarryOutLines = (lines: readonly StockLine[]) => Promise<LinesApplied | undefined>;

const skusOf = (lines: readonly StockLine[]): string[] => [...new Set(lines.map(({ sku }) => sku))];

const byLine = (lines: readonly StockLine[], outcomes: readonly LineOutcome[]) =>
  lines.map(({ line }, place) => ({ line, outcome: outcomes[place] as LineOutcome }));

const applyFresh = async (unit: Unit, lines: readonly StockLine[], work: Import) => {
  const { importId, actor, at, correlationId } = work;
  const before = await unit.stock.lock(skusOf(lines));
  const decision = decideLines(lines, before, { reference: importId, actor, at });
  const records = byLine(lines, decision.outcomes);
  await unit.imports.record(importId, records);
  await unit.counts.record(decision.counts);
  const changed = decision.movements.length > 0 ? await unit.stock.post(decision.movements) : [];
  await announceChange(unit, { before, changed }, { at, correlationId });
  return records;
};

/** Applies lines in one transaction that also notes what became of them, so that nobody applies them again. */
export const applyLines =
  (inUnit: InUnit, work: Import): CarryOutLines =>
  async (lines) => {
    await inUnit(({ levels }) => levels.open(lines));
    return inUnit(async (unit) => {
      if (!(await unit.imports.join(work))) return undefined;
      const numbers = lines.map(({ line }) => line);
      const done = await unit.imports.outcomes<LineOutcome>(work.importId, numbers);
      const fresh = lines.filter(({ line }) => !done.has(line));
      const records = fresh.length > 0 ? await applyFresh(unit, fresh, work) : [];
      const outcomes = new Map([...done, ...records.map(({ line, outcome }) => [line, outcome] as const)]);
      return { outcomes, repeated: done.size };
    });
  };

const NOTHING = { onHand: 0, reserved: 0, safetyStock: 0, version: 1 };

/** Says what lines would do, one lot after the other, and writes nothing. */
export const tryLines = (queries: StockQueries, { importId, actor, at }: Import): CarryOutLines => {
  const tried = new Map<string, StockLevel>();
  return async (lines) => {
    const stored = await queries.levelsOf(skusOf(lines));
    const known = new Set(stored.map(({ sku }) => sku));
    const empty = lines
      .filter(({ sku }) => known.has(sku))
      .map(({ sku, warehouseId }) => ({ sku, warehouseId, ...NOTHING }));
    const levels = new Map([...empty, ...stored].map((level) => [placeOf(level), level as StockLevel]));
    for (const key of levels.keys()) levels.set(key, tried.get(key) ?? (levels.get(key) as StockLevel));
    const { outcomes } = decideLines(lines, [...levels.values()], { reference: importId, actor, at });
    for (const { level } of outcomes) if (level) tried.set(placeOf(level), level);
    return { outcomes: new Map(byLine(lines, outcomes).map(({ line, outcome }) => [line, outcome])), repeated: 0 };
  };
};
