import { decideAdjustment } from '../stock/adjustment.ts';
import type { EditDecision } from '../stock/edit.ts';
import type { Movement } from '../stock/movement.ts';
import { wordsFor } from '../stock/refusal-words.ts';
import { type CountDecision, decideCount, type StockCount } from '../stock/stock-count.ts';
import { placeOf, type StockLevel } from '../stock/stock-level.ts';
import type { StockLine } from './stock-line.ts';

export const LINE_STATUSES = ['APPLIED', 'UNCHANGED', 'REFUSED', 'INVALID'] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

/** What became of a line. */
export interface LineOutcome {
  readonly status: LineStatus;
  /** Stable name of what is wrong; null where nothing is. */
  readonly code: string | null;
  readonly message: string | null;
  /** The level after the line; null where there is none. */
  readonly level: StockLevel | null;
}

interface Account {
  readonly reference: string;
  readonly actor: string;
  readonly at: Date;
}

interface Verdict {
  readonly outcome: LineOutcome;
  readonly movements: readonly Movement[];
  readonly counts: readonly StockCount[];
}

interface LinesDecision {
  readonly outcomes: readonly LineOutcome[];
  readonly movements: readonly Movement[];
  readonly counts: readonly StockCount[];
}

const decideChange = (line: StockLine, level: StockLevel, account: Account): EditDecision | CountDecision => {
  const { change, expectedVersion, reason } = line;
  const edit = { ...account, reason };
  if ('counted' in change) return decideCount({ counted: change.counted, expectedVersion }, level, edit);
  return decideAdjustment({ delta: change.delta, expectedVersion }, level, edit);
};

const unknownSku: LineOutcome = {
  status: 'INVALID',
  code: 'SKU_UNKNOWN',
  message: 'There is no such SKU.',
  level: null,
};

/** Decides one line. `known` is the version before the file came: however many of its lines change a level, they count once. */
const decideLine = (line: StockLine, level: StockLevel | undefined, account: Account, known: number): Verdict => {
  if (!level) return { outcome: unknownSku, movements: [], counts: [] };
  const decision = decideChange(line, level, account);
  if (!decision.ok) {
    const { code } = decision.refusal;
    return {
      outcome: { status: 'REFUSED', code, message: wordsFor(decision.refusal), level },
      movements: [],
      counts: [],
    };
  }
  const { movements } = decision;
  const delta = movements.reduce((sum, { onHandDelta }) => sum + onHandDelta, 0);
  const after = delta === 0 ? level : { ...level, onHand: level.onHand + delta, version: known + 1 };
  const status = delta === 0 ? 'UNCHANGED' : 'APPLIED';
  const counts = 'count' in decision ? [decision.count] : [];
  return { outcome: { status, code: null, message: null, level: after }, movements, counts };
};

const onlyLevel = ({ sku, warehouseId, onHand, reserved, safetyStock, version }: StockLevel): StockLevel => ({
  sku,
  warehouseId,
  onHand,
  reserved,
  safetyStock,
  version,
});

/** Decides lines one after another, each on the levels that those before it leave. */
export const decideLines = (
  lines: readonly StockLine[],
  levels: readonly StockLevel[],
  account: Account,
): LinesDecision => {
  const now = new Map(levels.map((level) => [placeOf(level), onlyLevel(level)]));
  const versions = new Map(levels.map((level) => [placeOf(level), level.version]));
  const verdicts = lines.map((line) => {
    const key = placeOf(line);
    const verdict = decideLine(line, now.get(key), account, versions.get(key) ?? 0);
    if (verdict.outcome.level) now.set(key, verdict.outcome.level);
    return verdict;
  });
  return {
    outcomes: verdicts.map(({ outcome }) => outcome),
    movements: verdicts.flatMap(({ movements }) => movements),
    counts: verdicts.flatMap(({ counts }) => counts),
  };
};
