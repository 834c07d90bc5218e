import type { Rows } from '../platform/stores.ts';
import type { Journal, Reply, Submission } from '../workload/journal.ts';

/** The payment sandbox's own books: what the provider says, whoever asks. */
export interface Ledger {
  readonly intents: readonly {
    readonly id: string;
    readonly status: string;
    readonly amount: number;
    readonly amount_received: number;
    readonly metadata: Readonly<Record<string, string>>;
  }[];
  readonly charges: readonly {
    readonly payment_intent: string | null;
    readonly paid: boolean;
    readonly captured: boolean;
    readonly amount: number;
    readonly amount_captured: number;
    readonly amount_refunded: number;
  }[];
}

/** Everything that an audit looks at. */
export interface Facts {
  readonly rows: Rows;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly subgraphs: readonly string[];
  /** What did not come to rest, in words. */
  readonly remains: readonly string[];
  /** From the last restart until every saga had ended, and until all was quiet; undefined where that did not happen. */
  readonly sagasEndedMs: number | undefined;
  readonly quietMs: number | undefined;
  /** Asks for an order once more under the same key. */
  readonly askAgain: (submission: Submission) => Promise<Reply>;
}

export interface Finding {
  /** How many things were looked at. */
  readonly checked: number;
  readonly breaches: readonly string[];
  /** Why nothing could be looked at, where that is so. */
  readonly skipped?: string;
}

/** One invariant. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly run: (facts: Facts) => Promise<Finding>;
}

export interface Result extends Finding {
  readonly id: string;
  readonly title: string;
}

export const skipped = (why: string): Finding => ({ checked: 0, breaches: [], skipped: why });

/** A check that is one question to a database: it answers with the rows that break the invariant. */
export const noRows =
  (database: string, counted: string, broken: string, values: readonly unknown[] = []): Check['run'] =>
  async ({ rows }) => {
    const [total] = await rows<{ count: number }>(database, counted);
    const found = await rows(database, broken, values);
    return { checked: total?.count ?? 0, breaches: found.map((row) => JSON.stringify(row)) };
  };

/** Several questions under one name. */
export const all =
  (...runs: readonly Check['run'][]): Check['run'] =>
  async (facts) => {
    const findings = await Promise.all(runs.map((run) => run(facts)));
    return {
      checked: findings.reduce((sum, { checked }) => sum + checked, 0),
      breaches: findings.flatMap(({ breaches }) => breaches),
    };
  };

/** What a view of the domain's own says is broken, where it has such a view. */
export const emptyView =
  (database: string, view: string): Check['run'] =>
  async ({ rows }) => {
    const [known] = await rows<{ oid: string | null }>(database, 'select to_regclass($1)::text as oid', [view]);
    if (!known?.oid) return { checked: 0, breaches: [] };
    const found = await rows(database, `select * from ${view} limit 20`);
    return { checked: 1, breaches: found.map((row) => `${view}: ${JSON.stringify(row)}`) };
  };
