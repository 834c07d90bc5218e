import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { GameMapping } from '../import/game-mapping.ts';
import { checkProduct } from './product-record.ts';
import { atLine, type FieldProblem, type RecordSource, type SourceRecord } from './record.ts';
import { UsageError } from './usage-error.ts';
import { valueProblems } from './value-problems.ts';

/** A list of cards is read whole. */
const MOST_BYTES = 256_000_000;
const NO_CARDS: FieldProblem = { code: 'MALFORMED_LINE', field: '', message: 'is no JSON list of cards' };

const readText = async (path: string): Promise<string> => {
  if ((await stat(path)).size > MOST_BYTES) throw new UsageError(`${path} has more than ${MOST_BYTES} bytes`);
  return readFile(path, 'utf8');
};

const listIn = (text: string): readonly unknown[] | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch (err) {
    if (err instanceof SyntaxError) return undefined;
    throw err;
  }
};

function* productsOf(mapping: GameMapping, cards: readonly unknown[]): Generator<SourceRecord> {
  const toProducts = mapping.begin();
  for (const [place, value] of cards.entries()) {
    const line = place + 1;
    const { success, data, error } = mapping.card.safeParse(value);
    if (!success) {
      yield atLine(line, valueProblems(error.issues, value));
      continue;
    }
    for (const product of toProducts(data)) {
      const checked = checkProduct({ id: product.id, ...product.details });
      yield checked.ok ? { ok: true, line, product } : atLine(line, checked.problems);
    }
  }
}

/** The products of a game's cards: those of its package, or of a JSON file that has a list of cards like them. */
export const mappedSource = (mapping: GameMapping, path?: string): RecordSource => ({
  name: path === undefined ? mapping.name : `file:${basename(path)}`,
  isMapped: true,
  read: () => {
    const hash = createHash('sha256');
    const loadCards = async (): Promise<readonly unknown[] | undefined> => {
      if (path === undefined) return mapping.load();
      const text = await readText(path);
      hash.update(text);
      return listIn(text);
    };
    const records = async function* (): AsyncGenerator<SourceRecord> {
      const cards = await loadCards();
      if (cards) yield* productsOf(mapping, cards);
      else yield atLine(1, [NO_CARDS]);
    };
    return { records: records(), digest: () => hash.digest('base64url') };
  },
});
