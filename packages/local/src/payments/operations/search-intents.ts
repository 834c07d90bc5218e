import { z } from 'zod';
import type { PaymentIntent } from '../objects.ts';
import { expand, positive, readParams } from '../params.ts';
import { invalidRequest } from '../stripe-error.ts';
import { found, type Operation } from './operation.ts';
import { page } from './page.ts';

const searchParams = z.strictObject({
  expand,
  limit: positive.default(10),
  page: z.string().optional(),
  query: z.string(),
});

type Test = (intent: PaymentIntent) => boolean;

const CLAUSE = /^(?:metadata\[(["'])(?<key>.+?)\1\]|(?<field>status|currency|customer|amount)):(["']?)(?<value>.*?)\4$/;

const readClause = (clause: string): Test => {
  const { key, field, value } = CLAUSE.exec(clause.trim())?.groups ?? {};
  if (key !== undefined) return ({ metadata }) => metadata[key] === value;
  if (field === undefined) {
    throw invalidRequest(`We were unable to parse your search query near: ${clause}`, { param: 'query' });
  }
  return (intent) => String(intent[field as 'status' | 'currency' | 'customer' | 'amount']) === value;
};

/** The part of Stripe's search language that finds intents by exact values: metadata['orderId']:'7' AND status:'succeeded' */
export const searchIntents: Operation = ({ form, books, isSearchStale }) => {
  const params = readParams(searchParams, form);
  const tests = params.query.split(/\s+AND\s+/i).map(readClause);
  const known = isSearchStale ? [] : [...books.intents.values()];
  const intents = known.filter((intent) => tests.every((test) => test(intent)));
  const { data, has_more } = page(intents, { limit: params.limit, starting_after: params.page });
  const next_page = has_more ? (data.at(-1)?.id ?? null) : null;
  return found({ object: 'search_result', url: '/v1/payment_intents/search', data, has_more, next_page });
};
