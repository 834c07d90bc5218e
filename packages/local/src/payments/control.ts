import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Books } from './books.ts';
import { type Faults, faultSchema } from './faults.ts';

const totalsOf = (books: Books) => {
  const totals: Record<string, { authorized: number; captured: number; refunded: number }> = {};
  for (const charge of books.charges.values()) {
    if (!charge.paid) continue;
    const { authorized, captured, refunded } = totals[charge.currency] ?? { authorized: 0, captured: 0, refunded: 0 };
    totals[charge.currency] = {
      authorized: authorized + charge.amount,
      captured: captured + charge.amount_captured,
      refunded: refunded + charge.amount_refunded,
    };
  }
  return totals;
};

const ledgerOf = (books: Books) => ({
  intents: [...books.intents.values()],
  charges: [...books.charges.values()],
  refunds: [...books.refunds.values()],
  events: [...books.events.values()].map(({ id, type, pending_webhooks }) => ({
    ...{ id, type, state: pending_webhooks === 0 ? 'not sent' : books.undelivered.has(id) ? 'underway' : 'delivered' },
  })),
  totals: totalsOf(books),
});

/** What Stripe does not have: the books of the sandbox, and orders to misbehave. */
export const addControl = async (server: FastifyInstance, books: Books, faults: Faults): Promise<void> => {
  server.get('/_sandbox/ledger', async () => ledgerOf(books));
  server.get('/_sandbox/faults', async () => faults.list());
  server.post('/_sandbox/faults', async (request, reply) => {
    const parsed = faultSchema.safeParse(request.body);
    if (parsed.success) return reply.code(201).send(faults.add(parsed.data));
    return reply.code(400).send({ code: 'FAULT_INVALID', message: z.prettifyError(parsed.error) });
  });
  server.delete('/_sandbox/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
};
