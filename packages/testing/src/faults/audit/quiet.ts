import { all, type Check, type Facts, type Finding, noRows } from './check.ts';

const L1_MS = 60_000;

const sagasEnded = async ({ rows, sagasEndedMs, remains }: Facts): Promise<Finding> => {
  const [sagas] = await rows<{ count: number }>('order', 'select count(*)::int from saga');
  const open = await rows(
    'order',
    `select o.status as order_status, to_jsonb(s) as saga from saga s join order_summary o on o.id = s.order_id
     where s.status not in ('COMPLETED', 'COMPENSATED') limit 20`,
  );
  const late = sagasEndedMs === undefined || sagasEndedMs > L1_MS;
  return {
    checked: sagas?.count ?? 0,
    breaches: [
      ...(late
        ? [
            `the last saga ended after ${sagasEndedMs ?? 'more than the wait'} ms; what remained: ${remains.join(', ') || 'nothing'}`,
          ]
        : []),
      ...open.map((row) => JSON.stringify(row)),
    ],
  };
};

const lagIsGone = async ({ remains, quietMs, subgraphs }: Facts): Promise<Finding> => ({
  checked: subgraphs.length * 2,
  breaches: quietMs === undefined ? remains : [],
});

const COMMANDS = `
  select m.type, o.id, array_agg(distinct m.id::text) as messages from outbox_message m
  join order_summary o on o.id::text = m.envelope->>'subject'
  where m.type in ('ReserveStock', 'ReleaseStock', 'CommitStock') and (m.type <> 'ReserveStock' or o.status <> 'CANCELLED')
  group by m.type, o.id`;

/** Of every command that was sent to the inventory, once or again, its inbox has seen at least one. */
const inboxHasSeenAll = async ({ rows }: Facts): Promise<Finding> => {
  const sent = await rows<{ type: string; id: string; messages: string[] }>('order', COMMANDS);
  const seen = new Set(
    (await rows<{ id: string }>('inventory', 'select message_id as id from inbox_message')).map(({ id }) => id),
  );
  const missed = sent.filter(({ messages }) => !messages.some((id) => seen.has(id)));
  return { checked: sent.length, breaches: missed.map(({ type, id }) => `${type} of ${id} was sent and never taken`) };
};

const noDeadLetters = async ({ rows, subgraphs }: Facts): Promise<Finding> => {
  const dead = await Promise.all(
    subgraphs.map(async (database) =>
      (await rows<{ type: string; error: string }>(database, 'select type, error from dead_letter limit 20')).map(
        ({ type, error }) => `${database}: ${type}: ${error}`,
      ),
    ),
  );
  return { checked: subgraphs.length, breaches: dead.flat() };
};

const TWICE = `
  select source_key, user_id, channel, count(*)::int from notification group by 1, 2, 3 having count(*) > 1 limit 20`;

/** A customer is told of what happened only: no "confirmed" for an order that never was. */
const toldWhatHappened = async ({ rows }: Facts): Promise<Finding> => {
  const told = await rows<{ order_id: string; event: string }>(
    'notification',
    `select distinct order_id, event from notification where order_id is not null and event like 'ORDER\\_%'`,
  );
  const happened = new Set(
    (
      await rows<{ what: string }>(
        'order',
        `select stream_id || ' ORDER_' || status as what from order_event where status is not null`,
      )
    ).map(({ what }) => what),
  );
  const invented = told.filter(({ order_id, event }) => !happened.has(`${order_id} ${event}`));
  return {
    checked: told.length,
    breaches: invented.map(({ order_id, event }) => `${order_id}: ${event} was told and did not happen`),
  };
};

/** The news of every confirmed order reached its customer: at most once must not mean never. */
const confirmedAreTold = async ({ rows }: Facts): Promise<Finding> => {
  const confirmed = await rows<{ id: string }>(
    'order',
    `select stream_id as id from order_event where type = 'OrderConfirmed'`,
  );
  const told = new Set(
    (
      await rows<{ id: string }>(
        'notification',
        `select order_id as id from notification where event = 'ORDER_CONFIRMED'`,
      )
    ).map(({ id }) => id),
  );
  const untold = confirmed.filter(({ id }) => !told.has(id));
  return { checked: confirmed.length, breaches: untold.map(({ id }) => `${id} was confirmed and nobody was told`) };
};

export const QUIET_CHECKS: readonly Check[] = [
  {
    id: 'S12',
    title: 'each notification once per event and user, and only of what happened',
    run: all(
      noRows('notification', 'select count(*)::int from notification', TWICE),
      toldWhatHappened,
      confirmedAreTold,
    ),
  },
  { id: 'L1', title: 'every saga terminal within 60 s of the last restart', run: sagasEnded },
  { id: 'L2', title: 'outbox, queue and inbox lag return to 0', run: all(lagIsGone, inboxHasSeenAll) },
  { id: 'L4', title: 'dead letters empty', run: noDeadLetters },
];
