import type { Case } from './case.ts';

/** What several subgraphs know of one type. */
export const JOIN_CASES: readonly Case[] = [
  {
    name: 'a field that another subgraph adds',
    who: 'anonymous',
    query: '{ user { id address carrier } }',
    data: { user: { id: 'ada', address: null, carrier: 'swift' } },
    refused: [['user', 'address']],
    unasked: ['address'],
  },
  {
    name: 'all that another subgraph adds: it is not asked',
    who: 'anonymous',
    query: '{ users { name address } }',
    data: {
      users: [
        { name: 'user ada', address: null },
        { name: 'user bob', address: null },
      ],
    },
    refused: [
      ['users', 0, 'address'],
      ['users', 1, 'address'],
    ],
    unasked: ['address', '_entities'],
  },
  {
    name: 'a type that only another subgraph guards',
    who: 'anonymous',
    query: '{ version deal { name } }',
    data: { version: '1', deal: null },
    refused: [['deal']],
    unasked: ['deal'],
  },
  {
    name: 'a type that only another subgraph guards, to whom is logged in',
    who: 'CUSTOMER',
    query: '{ deal { name discount } }',
    data: { deal: { name: 'a deal', discount: 5 } },
  },
  {
    name: 'a shared field, to whom has what one of its subgraphs wants',
    who: 'SUPPORT',
    query: '{ item { id remark } }',
    data: { item: { id: 'i1', remark: null } },
    refused: [['item', 'remark']],
    unasked: ['remark'],
  },
  {
    name: 'a shared field, to whom has what all its subgraphs want',
    who: 'WAREHOUSE',
    query: '{ item { remark } }',
    data: { item: { remark: 'fine' } },
  },
  {
    name: 'a field made from a guarded one (@requires)',
    who: 'CUSTOMER',
    query: '{ item { id margin freight } }',
    data: { item: { id: 'i1', margin: null, freight: 14 } },
    refused: [['item', 'margin']],
    unasked: ['margin', 'cost'],
  },
  {
    name: 'a field made from a guarded one, to whom may see that',
    who: 'SUPPORT',
    query: '{ item { margin } }',
    data: { item: { margin: 7 } },
  },
  {
    name: 'a field of an @interfaceObject',
    who: 'SUPPORT',
    query: '{ media { title rating review } }',
    data: {
      media: [
        { title: 'a book', rating: 5, review: null },
        { title: 'a film', rating: 5, review: null },
      ],
    },
    refused: [
      ['media', 0, 'review'],
      ['media', 1, 'review'],
    ],
    unasked: ['review'],
  },
  {
    name: 'a field of an @interfaceObject through a type',
    who: 'SUPPORT',
    query: '{ media { id ... on Book { review rating } } }',
    data: { media: [{ id: 'b1', review: null, rating: 5 }, { id: 'f1' }] },
    refused: [['media', 0, 'review']],
    unasked: ['review'],
  },
  {
    name: 'a field of an @interfaceObject, to whom may see it',
    who: 'CATALOG_MANAGER',
    query: '{ media { review ... on Book { pages } } }',
    data: { media: [{ review: 'good', pages: 10 }, { review: 'good' }] },
  },
  {
    name: 'a field of one type behind an @interfaceObject',
    who: 'anonymous',
    query: '{ media { rating ... on Book { pages } } }',
    data: { media: [{ rating: 5, pages: null }, { rating: 5 }] },
    refused: [['media', 0, 'pages']],
    unasked: ['pages'],
  },
];
