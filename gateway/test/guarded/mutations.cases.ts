import type { Case } from './case.ts';

/** A mutation is done without what is refused, or not at all. */
export const MUTATION_CASES: readonly Case[] = [
  {
    name: 'a mutation',
    who: 'anonymous',
    query: 'mutation { publish(text: "x") { id } }',
    data: { publish: null },
    refused: [['publish']],
    unasked: 'everything',
  },
  {
    name: 'one mutation of two',
    who: 'anonymous',
    query: 'mutation { touch publish(text: "x") { id } }',
    data: { touch: 'touched', publish: null },
    refused: [['publish']],
    unasked: ['publish'],
  },
  {
    name: 'a non-null mutation: nothing is done',
    who: 'CUSTOMER',
    query: 'mutation { touch wipe }',
    data: null,
    refused: [['wipe']],
    unasked: 'everything',
  },
  {
    name: 'a mutation, to whom may do it',
    who: 'ADMIN',
    query: 'mutation { wipe publish(text: "x") { id } }',
    data: { wipe: true, publish: { id: 'p1' } },
  },
  {
    name: 'what a mutation returns',
    who: 'anonymous',
    query: 'mutation { login { id email } }',
    data: { login: { id: 'ada', email: null } },
    refused: [['login', 'email']],
    unasked: ['email'],
  },
  {
    name: 'the variables of a refused mutation',
    who: 'anonymous',
    query: 'mutation ($text: String!, $note: String) { publish(text: $text) { id } touch(note: $note) }',
    variables: { text: 'secret', note: 'n' },
    data: { publish: null, touch: 'touched' },
    refused: [['publish']],
    unasked: ['publish', 'text'],
  },
];
