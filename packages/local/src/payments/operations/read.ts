import { z } from 'zod';
import { expand, positive, readParams } from '../params.ts';
import { found, type Operation } from './operation.ts';
import { page } from './page.ts';

const readOne = z.strictObject({ expand, client_secret: z.string().optional() });

export const retrieveIntent: Operation = ({ id, form, books }) => {
  readParams(readOne, form);
  return found(books.intent(id));
};

export const retrieveCharge: Operation = ({ id, form, books }) => {
  readParams(readOne, form);
  return found(books.charge(id));
};

export const retrieveRefund: Operation = ({ id, form, books }) => {
  readParams(readOne, form);
  return found(books.refund(id));
};

export const pageParams = {
  ending_before: z.string().optional(),
  expand,
  limit: positive
    .refine((limit) => limit <= 100, { error: '|This value must be less than or equal to 100.' })
    .default(10),
  starting_after: z.string().optional(),
};

const moment = z.coerce.number().int();
const created = z
  .union([moment, z.strictObject({ gt: moment, gte: moment, lt: moment, lte: moment }).partial()])
  .optional();
type Created = z.output<typeof created>;

const isCreated = (at: number, wanted: Created): boolean => {
  if (wanted === undefined || typeof wanted === 'number') return wanted === undefined || at === wanted;
  const { gt = -1, gte = 0, lt = Infinity, lte = Infinity } = wanted;
  return at > gt && at >= gte && at < lt && at <= lte;
};

const listIntentParams = z.strictObject({ ...pageParams, created, customer: z.string().optional() });

export const listIntents: Operation = ({ form, books }) => {
  const { customer, created: when, ...wanted } = readParams(listIntentParams, form);
  const intents = [...books.intents.values()]
    .filter((intent) => customer === undefined || intent.customer === customer)
    .filter((intent) => isCreated(intent.created, when));
  return found({ object: 'list', url: '/v1/payment_intents', ...page(intents, wanted) });
};

const listRefundParams = z.strictObject({
  ...pageParams,
  charge: z.string().optional(),
  payment_intent: z.string().optional(),
});

export const listRefunds: Operation = ({ form, books }) => {
  const { charge, payment_intent, ...wanted } = readParams(listRefundParams, form);
  const refunds = [...books.refunds.values()]
    .filter((refund) => charge === undefined || refund.charge === charge)
    .filter((refund) => payment_intent === undefined || refund.payment_intent === payment_intent);
  return found({ object: 'list', url: '/v1/refunds', ...page(refunds, wanted) });
};
