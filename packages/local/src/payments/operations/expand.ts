import type { Change } from '../objects.ts';
import { invalidRequest } from '../stripe-error.ts';
import type { Call } from './operation.ts';

type Find = (field: string, id: string) => object | undefined;

// The change goes before the books: the reply is made up before both are written together.
const finderIn = ({ books }: Call, { charges = [], intents = [] }: Change): Find => {
  const changed = [...charges, ...intents];
  return (field, id) => {
    if (!['latest_charge', 'charge', 'payment_intent'].includes(field)) return undefined;
    return changed.find((object) => object.id === id) ?? books.charges.get(id) ?? books.intents.get(id);
  };
};

const expandField = (reply: object, [field = '', ...rest]: string[], find: Find): object => {
  const value: unknown = (reply as Record<string, unknown>)[field];
  if (field === 'data' && Array.isArray(value)) {
    return { ...reply, data: value.map((item: object) => expandField(item, rest, find)) };
  }
  if (value === null) return reply;
  const object = typeof value === 'string' ? find(field, value) : undefined;
  if (object === undefined) throw invalidRequest(`This property cannot be expanded (${field}).`, { param: 'expand' });
  return { ...reply, [field]: rest.length === 0 ? object : expandField(object, rest, find) };
};

/** Replaces the ids that the request asks for with the objects themselves: expand[]=latest_charge. */
export const expandReply = (call: Call, reply: object, change: Change): object => {
  const { expand } = call.form;
  if (!Array.isArray(expand)) return reply;
  const find = finderIn(call, change);
  return expand.reduce<object>((expanded, path) => expandField(expanded, String(path).split('.'), find), reply);
};
