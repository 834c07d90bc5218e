import type { PlatformOptions } from '../platform/platform.ts';
import type { Rows } from '../platform/stores.ts';

/** Something that keeps the platform right, taken away: the audit must notice. */
export interface Mutation {
  readonly name: string;
  /** The invariants of which at least one must be found broken. */
  readonly breaks: readonly string[];
  readonly more?: PlatformOptions['more'];
  /** Changes of SQL texts on the wire, by service; each must find its text at least once. */
  readonly rewrites?: readonly Rewrite[];
  /** Changes of the tables, before anything is ordered. Throws where there is nothing to take away. */
  readonly change?: (rows: Rows) => Promise<void>;
}

/** A piece of SQL that is replaced wherever a service sends it. */
export interface Rewrite {
  readonly services: readonly ('order' | 'inventory' | 'fulfillment' | 'notification')[];
  /** Only statements that name this are touched. */
  readonly where: RegExp;
  readonly find: RegExp;
  readonly replacement: string;
}

const constraintsOf = (rows: Rows, database: string, table: string, kinds: string) =>
  rows<{ name: string }>(
    database,
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype = any(string_to_array($2, ','))`,
    [table, kinds],
  );

const dropConstraints = async (rows: Rows, database: string, table: string, kinds: string): Promise<void> => {
  const found = await constraintsOf(rows, database, table, kinds);
  if (found.length === 0) throw new Error(`${table} of ${database} has no constraint to take away`);
  for (const { name } of found) await rows(database, `alter table ${table} drop constraint ${name} cascade`);
};

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'unique index off: keys of clients and versions of streams may come twice',
    breaks: ['S5'],
    change: async (rows) => {
      await dropConstraints(rows, 'order', 'order_event', 'p,u');
      await dropConstraints(rows, 'order', 'idempotency_key', 'p,u');
    },
  },
  {
    name: 'conditional update off: neither lock nor condition nor CHECK holds the stock',
    breaks: ['S1'],
    change: (rows) => dropConstraints(rows, 'inventory', 'stock_level', 'c'),
    rewrites: [
      {
        services: ['inventory'],
        where: /stock_level/i,
        find: /\s+and\s+level\.reserved\s*\+\s*change\.reserved\s+between\s+0\s+and\s+level\.on_hand\s*\+\s*change\.on_hand/i,
        replacement: '',
      },
      // In place of the lock a moment's pause, after what is read has been settled: the race is lost every time.
      {
        services: ['inventory'],
        where: /stock_level/i,
        find: /\bfor\s+(no\s+key\s+)?update\b(\s+of\s+\w+)?/i,
        replacement: 'limit (select 1000000 + length(pg_sleep(0.08)::text))',
      },
      // The contract of InventoryChanged knows no negative number: without this its schema would stop the overselling.
      {
        services: ['inventory'],
        where: /stock_level/i,
        find: /level\.on_hand as "onHand", level\.reserved\b/i,
        replacement: 'level.on_hand as "onHand", least(level.reserved, level.on_hand) as reserved',
      },
    ],
  },
  {
    name: 'inbox off: every message seems to come for the first time',
    breaks: ['S14'],
    rewrites: [
      {
        services: ['order', 'inventory', 'fulfillment', 'notification'],
        where: /insert\s+into\s+inbox_message/i,
        find: /on\s+conflict\s+do\s+nothing/i,
        replacement: 'on conflict (message_id) do update set received_at = now()',
      },
    ],
  },
  {
    name: 'watchdog off: nobody asks again for what got no answer',
    breaks: ['L1'],
    more: { order: { SAGA_WATCH_EVERY_MS: '2000000000' } },
  },
];
