import { acknowledgedOrders, placedIn, type Stream } from '../workload/journal.ts';
import type { Check, Facts, Finding } from './check.ts';
import { skipped } from './check.ts';

const oneKeyOneOrder = async ({ rows, journal, askAgain }: Facts): Promise<Finding> => {
  const answered = journal.submissions.filter((submission) => placedIn(submission).length > 0);
  const breaches = await Promise.all(
    answered.map(async (submission) => {
      const again = await askAgain(submission);
      const replies = [...placedIn(submission), ...(again.kind === 'placed' ? [again] : [])];
      const ids = new Set(replies.map(({ orderId, number, total }) => `${orderId} ${number} ${total}`));
      if (again.kind !== 'placed') return [`${submission.key}: asked once more it is ${JSON.stringify(again)}`];
      return ids.size === 1 ? [] : [`${submission.key}: ${[...ids].join(' and ')}`];
    }),
  );
  const known = new Set(acknowledgedOrders(journal));
  const orders = await rows<{ id: string }>('order', 'select id from order_summary');
  const unanswered = journal.submissions.length - answered.length;
  const unknown = orders.filter(({ id }) => !known.has(id));
  const tooMany =
    unknown.length > unanswered
      ? [`${unknown.length} orders that no client was told of, for ${unanswered} unanswered keys`]
      : [];
  return { checked: answered.length, breaches: [...breaches.flat(), ...tooMany] };
};

const nothingLost = async ({ rows, journal }: Facts): Promise<Finding> => {
  const stored = new Map(
    (await rows<{ id: string; status: string }>('order', 'select id, status from order_summary')).map((row) => [
      row.id,
      row.status,
    ]),
  );
  const requested = new Set(
    (
      await rows<{ id: string }>(
        'order',
        `select stream_id as id from order_event where type = 'CancellationRequested'`,
      )
    ).map(({ id }) => id),
  );
  const acknowledged = acknowledgedOrders(journal);
  const lost = acknowledged.filter((id) => !stored.has(id)).map((id) => `${id} was acknowledged and is gone`);
  const cancelled = journal.cancellations.filter(({ outcome }) => outcome && 'status' in outcome);
  const forgotten = cancelled.filter(({ orderId }) => stored.get(orderId) !== 'CANCELLED' && !requested.has(orderId));
  const hung = journal.submissions.filter(({ replies }) => replies.every(({ kind }) => kind === 'unknown'));
  return {
    checked: acknowledged.length + cancelled.length + journal.submissions.length,
    breaches: [
      ...lost,
      ...forgotten.map(({ orderId }) => `${orderId} was cancelled and is ${stored.get(orderId)}`),
      ...hung.map(({ key, replies }) => `${key} never got an answer: ${JSON.stringify(replies.at(-1))}`),
    ],
  };
};

const REFUSALS = new Set(['CART_EMPTY', 'IDEMPOTENCY_CONFLICT', 'PROMOTION_NOT_APPLICABLE']);

const noSpuriousRefusals = async ({ journal }: Facts): Promise<Finding> => {
  const refused = journal.submissions.flatMap(({ key, replies }) =>
    replies.flatMap((reply) =>
      reply.kind === 'refused' && !REFUSALS.has(reply.code) ? [`${key}: ${reply.code}`] : [],
    ),
  );
  return { checked: journal.submissions.length, breaches: refused };
};

const streamFaults = ({ orderId, statuses, hasEnded }: Stream, stored: readonly string[] | undefined): string[] => {
  const expected = hasEnded ? (stored ?? []) : (stored ?? []).slice(0, statuses.length);
  const isSame = statuses.join() === expected.join();
  return [
    ...(isSame ? [] : [`${orderId}: seen ${statuses.join(' ')}, stored ${(stored ?? []).join(' ')}`]),
    ...(hasEnded ? [] : [`${orderId}: its stream did not end after ${statuses.join(' ')}`]),
  ];
};

const streamsAreWhole = async ({ rows, journal }: Facts): Promise<Finding> => {
  const stored = await rows<{ id: string; statuses: string[] }>(
    'order',
    'select stream_id as id, array_agg(status order by version) as statuses from order_event where status is not null group by 1',
  );
  const byOrder = new Map(stored.map(({ id, statuses }) => [id, statuses]));
  return {
    checked: journal.streams.length,
    breaches: journal.streams.flatMap((stream) => streamFaults(stream, byOrder.get(stream.orderId))),
  };
};

const USES = `
  select u.code, count(*) filter (where o.status not in ('REJECTED', 'CANCELLED'))::int as live,
    count(*) filter (where u.given_back_at is null)::int as counted, max(p.uses)::int as uses
  from promotion_use u join promotion p on p.id = u.promotion_id join order_summary o on o.id = u.order_id group by u.code`;

const promotionsWithinLimit = async ({ rows, journal }: Facts): Promise<Finding> => {
  if (journal.promotions.size === 0) return skipped('placeOrder takes no promotion codes');
  const used = await rows<{ code: string; live: number; counted: number; uses: number }>('order', USES);
  const limitOf = (code: string): number => journal.promotions.get(code) ?? 0;
  const wrong = used.filter(
    ({ code, live, counted, uses }) => live > limitOf(code) || live !== counted || counted !== uses,
  );
  return { checked: used.length, breaches: wrong.map((row) => `${JSON.stringify(row)}, limit ${limitOf(row.code)}`) };
};

export const CLIENT_CHECKS: readonly Check[] = [
  { id: 'S5', title: 'one key, one order, the same reply', run: oneKeyOneOrder },
  { id: 'S8', title: 'promotion uses <= limit', run: promotionsWithinLimit },
  { id: 'S11', title: 'nothing acknowledged is lost, every request was answered in the end', run: nothingLost },
  { id: 'S11r', title: 'no spurious refusals', run: noSpuriousRefusals },
  { id: 'S13', title: 'streams gap-free and ordered, no duplicate after resume', run: streamsAreWhole },
];
