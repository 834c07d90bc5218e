/** A line of a comparison: of both texts, of the older or of the newer one only. A gap stands for lines left out. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  readonly text: string;
}

const CONTEXT = 3;
/** Texts that differ in more places are shown as one replaced by the other: the search would take too long. */
const MOST_EDITS = 1_000;

type Steps = Map<number, number>;

/** The furthest that one gets with each number of edits (Myers 1986); undefined beyond the limit. */
const searchEdits = (old: readonly string[], now: readonly string[]): readonly Steps[] | undefined => {
  const trace: Steps[] = [];
  let furthest: Steps = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(old.length + now.length, MOST_EDITS); edits += 1) {
    trace.push(furthest);
    const next: Steps = new Map();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepOnto(furthest, diagonal, edits);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return trace;
    }
    furthest = next;
  }
  return undefined;
};

const comesDown = (furthest: Steps, diagonal: number, edits: number): boolean =>
  diagonal === -edits ||
  (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1));

const stepOnto = (furthest: Steps, diagonal: number, edits: number): number =>
  comesDown(furthest, diagonal, edits) ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;

const replaced = (old: readonly string[], now: readonly string[]): readonly DiffLine[] => [
  ...old.map((text) => ({ kind: 'removed' as const, text })),
  ...now.map((text) => ({ kind: 'added' as const, text })),
];

/** Walks the found way back, from the end to the beginning. */
const retrace = (old: readonly string[], now: readonly string[], trace: readonly Steps[]): readonly DiffLine[] => {
  const lines: DiffLine[] = [];
  let [x, y] = [old.length, now.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const furthest = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const isAdded = comesDown(furthest, diagonal, edits);
    const start = stepOnto(furthest, diagonal, edits);
    for (; x > start && y > start - diagonal; y -= 1) {
      x -= 1;
      lines.push({ kind: 'same', text: old[x] ?? '' });
    }
    if (edits === 0) break;
    if (isAdded) y -= 1;
    else x -= 1;
    lines.push(isAdded ? { kind: 'added', text: now[y] ?? '' } : { kind: 'removed', text: old[x] ?? '' });
  }
  return lines.reverse();
};

/** Of what is the same only a few lines around each change. */
const shortened = (lines: readonly DiffLine[]): readonly DiffLine[] => {
  const isNear = lines.map(() => false);
  for (const [index, { kind }] of lines.entries())
    if (kind !== 'same') isNear.fill(true, Math.max(0, index - CONTEXT), index + CONTEXT + 1);
  return lines.flatMap((line, index): readonly DiffLine[] => {
    if (isNear[index]) return [line];
    return index > 0 && isNear[index - 1] ? [{ kind: 'gap', text: '…' }] : [];
  });
};

/** What differs between two texts, line by line, with a little of what is around it. */
export const diffLines = (before: string, after: string): readonly DiffLine[] => {
  if (before === after) return [];
  const [old, now] = [before.split('\n'), after.split('\n')];
  const trace = searchEdits(old, now);
  return shortened(trace ? retrace(old, now, trace) : replaced(old, now));
};
