import type { Facts, Ledger } from './audit/check.ts';
import { drain } from './drain.ts';
import type { Platform } from './platform/platform.ts';
import type { Stores } from './platform/stores.ts';
import type { Journal } from './workload/journal.ts';
import { submitOnce } from './workload/orders.ts';

/** A message whose worker was killed is handed out again after up to a minute; what takes longer is stuck. */
const GIVE_UP_MS = 120_000;

interface Collection {
  readonly platform: Platform;
  readonly stores: Stores;
  readonly journal: Journal;
  /** When the last fault was over, in milliseconds since the epoch. */
  readonly calmSince: number;
  readonly giveUpMs?: number;
}

/** Waits until the platform is quiet and gathers what the audit compares. */
export const collectFacts = async ({
  platform,
  stores,
  journal,
  calmSince,
  giveUpMs = GIVE_UP_MS,
}: Collection): Promise<Facts> => {
  const from = Math.max(platform.lastRestart(), calmSince);
  const { remains, sagasEndedAt, quietAt } = await drain(stores, platform.subgraphs, from + giveUpMs);
  const ledger = (await (await fetch(`${platform.servers.paymentsUrl}/_sandbox/ledger`)).json()) as Ledger;
  const since = (at: number | undefined): number | undefined => (at === undefined ? undefined : Math.max(0, at - from));
  return {
    rows: stores.rows,
    journal,
    ledger,
    subgraphs: platform.subgraphs,
    remains,
    sagasEndedMs: since(sagasEndedAt),
    quietMs: since(quietAt),
    askAgain: (submission) => submitOnce(platform.gatewayUrl, submission),
  };
};
