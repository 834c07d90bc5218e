import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { changesBetween } from '../changes/changes-between.ts';
import { nearTo } from './near.ts';
import type { KnownOperation } from './operation.ts';
import { operationsHit, readOperation } from './operations-hit.ts';

const SDL = `
  directive @show(when: Boolean, how: Int) on FIELD
  type Query {
    order(id: ID!, in: Currency = EUR): Order
    orders(filter: Filter, states: [State!], limit: Int! = 10): [Order!]!
    node(id: ID!): Node
    search(text: String): [Hit!]!
  }
  type Mutation { cancel(input: Cancel!): Order }
  interface Node { id: ID! title: String! }
  type Order implements Node { id: ID! title: String! total: Int! state: State! lines: [Line!]! note(max: Int): String }
  type Line { sku: ID! quantity: Int! order: Order }
  type Product implements Node { id: ID! title: String! }
  union Hit = Order | Product
  enum State { OPEN PAID GONE }
  enum Currency { EUR USD }
  input Filter { text: String state: State nested: Inner }
  input Inner { min: Int max: Int currency: Currency }
  input Cancel { id: ID! reason: String }
`;

const operation = (signature: string, referencedFields: KnownOperation['referencedFields'] = {}): KnownOperation => ({
  ...{ id: signature, name: 'Asked', signature, referencedFields },
  ...{ clients: [], isTrusted: false },
});

/** As a report tells of it. */
const reported = (asked: KnownOperation, schema: GraphQLSchema): KnownOperation => {
  const fields: Record<string, string[]> = {};
  for (const coordinate of readOperation(schema, asked).touches.fields) {
    const [type = '', field = ''] = coordinate.split('.');
    fields[type] = [...(fields[type] ?? []), field];
  }
  return { ...asked, referencedFields: fields };
};

/** The changes that break the operation when `from` becomes `to` in the schema. */
const broken = (from: string | RegExp, to: string, asked: KnownOperation): readonly string[] => {
  const before = buildSchema(SDL);
  const after = buildSchema(SDL.replace(from, to), { assumeValidSDL: true });
  const changes = changesBetween(before, after);
  expect(changes).not.toEqual([]);
  const hit = operationsHit({ changes, operations: [readOperation(before, asked)], before, after })
    .filter(({ operations }) => operations.length > 0)
    .map(({ change }) => `${change.code} ${change.coordinate}`);
  // What is hit must have been near, judged by the fields that its report would name.
  if (hit.length > 0) expect(nearTo(changes, before)(reported(asked, before))).toBe(true);
  return hit;
};

type Case = readonly [why: string, from: string | RegExp, to: string, document: string, ...hits: string[]];
const cases: readonly Case[] = [
  ['a removed field that is selected', 'total: Int!', '', '{order(id:""){total}}', 'FIELD_REMOVED Order.total'],
  ['a removed field that is not', 'total: Int!', '', '{order(id:""){id}}'],
  ['a field of the same name elsewhere', 'quantity: Int! order', 'order', '{order(id:""){total}}'],
  [
    'in a fragment',
    'total: Int!',
    '',
    'fragment F on Order{total}query Asked{order(id:""){...F}}',
    'FIELD_REMOVED Order.total',
  ],
  ['in a fragment within a union', 'total: Int!', '', '{search{...on Order{total}}}', 'FIELD_REMOVED Order.total'],
  [
    'nullability of what is read',
    'total: Int!',
    'total: Int',
    '{order(id:""){total}}',
    'FIELD_CHANGED_TYPE Order.total',
  ],
  ['nullability of what is not', 'total: Int!', 'total: Int', '{order(id:""){id}}'],
  [
    'a field of an interface',
    /title: String!/g,
    'title: String',
    '{node(id:""){title}}',
    'FIELD_CHANGED_TYPE Node.title',
  ],
  [
    'a field of an object, read through it',
    'title: String! total',
    'title: String total',
    '{order(id:""){title}}',
    'FIELD_CHANGED_TYPE Order.title',
  ],
  ['aliases are removed, arguments differ', 'total: Int!', '', '{order(id:""){id}order(id:"",in:USD){id}}'],
  [
    'an argument that is given',
    'note(max: Int)',
    'note',
    '{order(id:""){note(max:0)}}',
    'ARG_REMOVED Order.note(max:)',
  ],
  ['an argument that is not', 'note(max: Int)', 'note', '{order(id:""){note}}'],
  [
    'a new required argument',
    'note(max: Int)',
    'note(max: Int, by: ID!)',
    '{order(id:""){note}}',
    'REQUIRED_ARG_ADDED Order.note(by:)',
  ],
  [
    'an argument that becomes required, left out',
    'max: Int)',
    'max: Int!)',
    '{order(id:""){note}}',
    'ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED Order.note(max:)',
  ],
  ['… given', 'max: Int)', 'max: Int!)', '{order(id:""){note(max:0)}}'],
  [
    '… given by a variable that may be null',
    'max: Int)',
    'max: Int!)',
    'query Asked($m:Int){order(id:""){note(max:$m)}}',
    'ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED Order.note(max:)',
  ],
  [
    '… by a variable that has a default',
    'max: Int)',
    'max: Int!)',
    'query Asked($m:Int=0){order(id:""){note(max:$m)}}',
  ],
  [
    'a default that others rely on',
    '! = 10',
    '!',
    '{orders{id}}',
    'ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED Query.orders(limit:)',
  ],
  ['an enum value as a literal', 'EUR USD', 'EUR', '{order(id:"",in:USD){id}}', 'VALUE_REMOVED_FROM_ENUM Currency.USD'],
  ['another enum value', 'EUR USD', 'EUR', '{order(id:"",in:EUR){id}}'],
  [
    'an enum value in a variable',
    'EUR USD',
    'EUR',
    'query Asked($c:Currency){order(id:"",in:$c){id}}',
    'VALUE_REMOVED_FROM_ENUM Currency.USD',
  ],
  ['an enum value in a blanked list', ' GONE', '', '{orders(states:[]){id}}', 'VALUE_REMOVED_FROM_ENUM State.GONE'],
  [
    'an enum value deep in an input',
    'EUR USD',
    'EUR',
    'query Asked($f:Filter){orders(filter:$f){id}}',
    'VALUE_REMOVED_FROM_ENUM Currency.USD',
  ],
  ['an enum value that is only read', ' GONE', '', '{order(id:""){state}}'],
  [
    'an input field in a variable',
    'text: String state',
    'state',
    'query Asked($f:Filter){orders(filter:$f){id}}',
    'FIELD_REMOVED_FROM_INPUT_OBJECT Filter.text',
  ],
  [
    'an input field in a blanked object',
    'text: String state',
    'state',
    '{orders(filter:{}){id}}',
    'FIELD_REMOVED_FROM_INPUT_OBJECT Filter.text',
  ],
  ['an input field that nobody sends', 'text: String state', 'state', '{orders{id}}'],
  [
    'a required input field deep within',
    'min: Int max: Int',
    'min: Int max: Int!',
    'query Asked($f:Filter){orders(filter:$f){id}}',
    'FIELD_ON_INPUT_OBJECT_CHANGED_TYPE Inner.max',
  ],
  [
    'a new required input field',
    'reason: String',
    'reason: String by: ID!',
    'mutation Asked($i:Cancel!){cancel(input:$i){id}}',
    'REQUIRED_FIELD_ADDED_TO_INPUT_OBJECT Cancel.by',
  ],
  [
    'a union member that is asked for',
    'Order | Product',
    'Order',
    '{search{...on Product{id}}}',
    'TYPE_REMOVED_FROM_UNION Hit',
  ],
  ['a union member that is not', 'Order | Product', 'Order', '{search{...on Order{id}}}'],
  [
    'an interface left by a type that is asked for',
    'Product implements Node',
    'Product',
    '{node(id:""){...on Product{id}}}',
    'TYPE_REMOVED_FROM_INTERFACE Node',
  ],
  [
    'an interface that is a condition in a type',
    'Order implements Node',
    'Order',
    '{order(id:""){...on Node{id}}}',
    'TYPE_REMOVED_FROM_INTERFACE Node',
  ],
  [
    'a removed root',
    'type Mutation { cancel(input: Cancel!): Order }',
    '',
    'mutation Asked($i:Cancel!){cancel(input:$i){id}}',
    'TYPE_REMOVED Mutation',
    'ROOT_TYPE_CHANGED mutation',
  ],
  [
    'a removed directive',
    'directive @show(when: Boolean, how: Int) on FIELD',
    '',
    '{order(id:""){id@show}}',
    'DIRECTIVE_REMOVED @show',
  ],
  [
    'an argument of a directive',
    'when: Boolean, ',
    '',
    '{order(id:""){id@show(when:true)}}',
    'DIRECTIVE_ARG_REMOVED @show(when:)',
  ],
  ['another argument of it', 'when: Boolean, ', '', '{order(id:""){id@show(how:0)}}'],
  [
    'a changed kind',
    'enum State { OPEN PAID GONE }',
    'scalar State',
    '{order(id:""){state}}',
    'TYPE_CHANGED_KIND State',
  ],
  ['an operation that was invalid before', 'total: Int!', '', '{order(id:""){other}}'],
];

describe('operationsHit', () => {
  it.each(cases)('%s (%s → %s): %s', (_why, from, to, document, ...hits) => {
    expect(broken(from, to, operation(document))).toEqual(hits);
  });

  it('takes the fields that a report names where the document says nothing', () => {
    const told = operation('not a document {', { Order: ['total'] });
    expect(broken('total: Int!', '', told)).toEqual(['FIELD_REMOVED Order.total']);
    expect(broken('total: Int!', '', operation('not a document {', { Order: ['id'] }))).toEqual([]);
  });

  it('tells what only validation finds', () => {
    const asked = operation('{search{...on Node{id}}}');
    expect(broken('Order implements Node', 'Order', asked)).toEqual([]);
    expect(broken(/ implements Node/g, '', asked)).toEqual(['OPERATION_INVALID Asked']);
  });

  it('hits nothing with what is safe or merely dangerous', () => {
    expect(broken('EUR USD', 'EUR USD GBP', operation('query Asked($c:Currency){order(id:"",in:$c){id}}'))).toEqual([]);
    expect(broken('total: Int!', 'total: Int! tax: Int', operation('{order(id:""){total}}'))).toEqual([]);
  });
});
