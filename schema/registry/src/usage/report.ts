import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type IContextualizedStats, type ITrace, Report } from '@apollo/usage-reporting-protobuf';
import { badInput } from '../application/errors.ts';
import { type GraphRef, parseGraphRef } from '../domain/graph-ref.ts';
import type { ReferencedFields } from '../domain/usage/operation.ts';

/** How often one client ran an operation. */
export interface ReportedCount {
  readonly clientName: string;
  readonly clientVersion: string;
  readonly requests: number;
}

export interface ReportedOperation {
  readonly id: string;
  /** Empty where it has none. */
  readonly name: string;
  readonly signature: string;
  readonly referencedFields: ReferencedFields;
  readonly counts: readonly ReportedCount[];
}

export interface UsageReport {
  /** The same for the same content, by which a report that was sent twice is known. */
  readonly hash: string;
  readonly ref: GraphRef;
  /** When the last of its operations ran. */
  readonly endedAt: Date;
  readonly operations: readonly ReportedOperation[];
}

/** What a report may hold. */
export interface ReportLimits {
  readonly inflatedBytes: number;
  readonly operations: number;
}

const LONGEST_NAME = 100;
const LONGEST_SIGNATURE = 65_536;
const MOST_CLIENTS = 1_000;
const MOST_FIELDS = 2_000;
const MS_PER_SECOND = 1_000;
const NANOSECONDS_PER_MS = 1_000_000;
/** Clocks differ, and a report may wait for the network; what claims more was not counted then. */
const OLDEST_MS = 86_400_000;
const NEWEST_MS = 300_000;

const inflate = promisify(gunzip);
const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const textOf = (name: string | null | undefined): string => (name ?? '').replace(/\p{Cc}/gu, '').slice(0, LONGEST_NAME);

const decode = async (body: Buffer, { inflatedBytes }: ReportLimits): Promise<{ report: Report; hash: string }> => {
  try {
    const content = await inflate(body, { maxOutputLength: inflatedBytes });
    return { report: Report.decode(content), hash: hashOf(content) };
  } catch (err) {
    // Not compressed, longer than allowed once it is not, or no Report: in each case what the client sent.
    const reason = err instanceof Error ? err.message : String(err);
    throw badInput(`The body is no compressed usage report of at most ${inflatedBytes} bytes: ${reason}`);
  }
};

const endOf = ({ endTime }: Report, now: Date): Date => {
  const at = Number(endTime?.seconds ?? 0) * MS_PER_SECOND + (endTime?.nanos ?? 0) / NANOSECONDS_PER_MS;
  const isLikely = at > now.getTime() - OLDEST_MS && at < now.getTime() + NEWEST_MS;
  return isLikely ? new Date(at) : now;
};

type Stats = Report['tracesPerQuery'][string];

const add = (counts: Map<string, ReportedCount>, clientName: string, clientVersion: string, requests: number): void => {
  const key = `${clientName}\n${clientVersion}`;
  const known = counts.get(key)?.requests ?? 0;
  if (known === 0 && counts.size >= MOST_CLIENTS) return;
  counts.set(key, { clientName, clientVersion, requests: known + requests });
};

/** A trace is a request that the statistics do not count. */
const countsOf = ({ statsWithContext = [], trace = [] }: Stats): ReportedCount[] => {
  const counts = new Map<string, ReportedCount>();
  for (const { context, queryLatencyStats } of statsWithContext as IContextualizedStats[]) {
    const requests = Math.floor(Number(queryLatencyStats?.requestCount ?? 0));
    if (!(requests > 0 && requests <= Number.MAX_SAFE_INTEGER)) continue;
    add(counts, textOf(context?.clientName), textOf(context?.clientVersion), requests);
  }
  for (const { clientName, clientVersion } of trace as ITrace[])
    add(counts, textOf(clientName), textOf(clientVersion), 1);
  return [...counts.values()];
};

const fieldsOf = ({ referencedFieldsByType }: Stats): ReferencedFields =>
  Object.fromEntries(
    Object.entries(referencedFieldsByType ?? {})
      .slice(0, MOST_FIELDS)
      .map(([type, { fieldNames }]) => [type, (fieldNames ?? []).slice(0, MOST_FIELDS)]),
  );

/** `# name\nsignature`. Two numbers of documents that could not be run begin with `##` instead. */
const operationOf = ([key, stats]: [string, Stats]): ReportedOperation[] => {
  const lineEnd = key.indexOf('\n');
  if (!key.startsWith('# ') || lineEnd < 0 || key.length > LONGEST_SIGNATURE) return [];
  const name = key.slice(2, lineEnd);
  const counts = countsOf(stats);
  if (counts.length === 0) return [];
  return [
    {
      id: hashOf(key).slice(0, 40),
      name: name === '-' ? '' : textOf(name),
      signature: key.slice(lineEnd + 1),
      referencedFields: fieldsOf(stats),
      counts,
    },
  ];
};

/** Reads what Apollo Server or our gateway sends. Throws BAD_USER_INPUT for what is no report, or too much of one. */
export const readReport = async (body: Buffer, limits: ReportLimits, now: Date): Promise<UsageReport> => {
  const { report, hash } = await decode(body, limits);
  const ref = parseGraphRef(report.header?.graphRef ?? '');
  if (!ref) throw badInput('The header of the report names no graph@variant.');
  const entries = Object.entries(report.tracesPerQuery);
  if (entries.length > limits.operations) throw badInput(`A report tells of at most ${limits.operations} operations.`);
  return { hash, ref, endedAt: endOf(report, now), operations: entries.flatMap(operationOf) };
};
