import { createHash } from 'node:crypto';
import { LINE_STATUSES, type LineOutcome, type LineStatus } from '../../domain/reservation/decide-lines.ts';
import { readStockLine, type StockLine, type StockRecord } from '../../domain/reservation/stock-line.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import type { InUnit, StockQueries } from '../ports.ts';
import { applyLines, type Import, type LinesApplied, tryLines } from '../reservations/apply-lines.ts';

/** A line of a file, or why it is none. */
export type FileLine = StockRecord | { readonly line: number; readonly problem: string };

interface BulkAdjustStock {
  readonly csv: string;
  readonly dryRun: boolean;
  readonly reason: string;
  readonly importId: string;
}

export interface LineReport extends LineOutcome {
  readonly line: number;
  readonly sku: string | null;
  readonly warehouse: string | null;
}

export interface BulkReport extends Readonly<Record<Lowercase<LineStatus>, number>> {
  readonly importId: string;
  readonly dryRun: boolean;
  /** Lines that an earlier request with this id had done. */
  readonly repeated: number;
  readonly lines: readonly LineReport[];
}

export type BulkOutcome =
  | { readonly ok: true; readonly report: BulkReport }
  | { readonly ok: false; readonly refusal: { readonly code: 'IMPORT_CONFLICT'; readonly importId: string } };

/** The lines of a file, each read when it is asked for. Throws BAD_USER_INPUT on a file that is none. */
export type ReadFile = (csv: string) => Iterable<FileLine>;

interface Parts {
  readonly inUnit: InUnit;
  readonly queries: StockQueries;
  readonly readFile: ReadFile;
}

// So many lines share a transaction: it holds their levels for some tens of milliseconds.
const LINES_AT_ONCE = 250;

type Read =
  | { readonly report: LineReport; readonly line?: undefined }
  | { readonly report: LineReport; readonly line: StockLine };

const invalid = { status: 'INVALID', level: null } as const;
const pending = { status: 'UNCHANGED', code: null, message: null, level: null } as const;

const readLine = (file: FileLine, reader: Parameters<typeof readStockLine>[1]): Read => {
  const { line } = file;
  if ('problem' in file)
    return { report: { ...invalid, line, sku: null, warehouse: null, code: 'LINE_INVALID', message: file.problem } };
  const { sku, warehouse } = file.fields;
  const reading = readStockLine(file, reader);
  const place = { line, sku, warehouse };
  if (!reading.ok) return { report: { ...invalid, ...place, code: reading.code, message: reading.message } };
  return { report: { ...pending, ...place }, line: reading.line };
};

function* chunksOf<Item>(items: Iterable<Item>): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < LINES_AT_ONCE) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

const readerOf = async (queries: StockQueries, reason: string) => {
  const warehouses = await queries.warehouses();
  const byCode = warehouses.map(({ id, code }) => [code, id] as const);
  return { reason, warehouseIds: new Map([...byCode, ...warehouses.map(({ id }) => [id, id] as const)]) };
};

const toReport = (
  { importId, dryRun }: BulkAdjustStock,
  lines: readonly LineReport[],
  repeated: number,
): BulkReport => {
  const count = (status: LineStatus): number => lines.filter((line) => line.status === status).length;
  const counts = LINE_STATUSES.map((status) => [status.toLowerCase(), count(status)]);
  return {
    ...(Object.fromEntries(counts) as Record<Lowercase<LineStatus>, number>),
    importId,
    dryRun,
    repeated,
    lines,
  };
};

/**
 * Corrects many levels by a file, some lines at a time: each lot commits by itself, a bad line stops no other, and a file
 * that is sent again with the same id goes on where it stopped and repeats nothing. A dry run says what would happen now.
 */
export const bulkAdjustStock =
  ({ inUnit, queries, readFile }: Parts) =>
  async (request: StaffRequest, file: BulkAdjustStock): Promise<BulkOutcome> => {
    const actor = editorOf(request.viewer);
    const lines = readFile(file.csv);
    const reader = await readerOf(queries, file.reason);
    const digest = createHash('sha256')
      .update(JSON.stringify([file.reason, file.csv]))
      .digest('hex');
    const work: Import = { importId: file.importId, digest, actor, at: request.at, correlationId: request.requestId };
    const carryOut = file.dryRun ? tryLines(queries, work) : applyLines(inUnit, work);
    const reports: LineReport[] = [];
    let repeated = 0;
    for (const chunk of chunksOf(lines)) {
      const read = chunk.map((line) => readLine(line, reader));
      const applied: LinesApplied | undefined = await carryOut(read.flatMap(({ line }) => line ?? []));
      if (!applied) return { ok: false, refusal: { code: 'IMPORT_CONFLICT', importId: file.importId } };
      repeated += applied.repeated;
      for (const { report } of read) reports.push({ ...report, ...applied.outcomes.get(report.line) });
    }
    return { ok: true, report: toReport(file, reports, repeated) };
  };
