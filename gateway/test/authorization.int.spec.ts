import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Case } from './guarded/case.ts';
import { DOCUMENT_CASES } from './guarded/documents.cases.ts';
import { FIELD_CASES } from './guarded/fields.cases.ts';
import { JOIN_CASES } from './guarded/joins.cases.ts';
import { MUTATION_CASES } from './guarded/mutations.cases.ts';
import { TYPE_CASES } from './guarded/types.cases.ts';
import { type GuardedPlatform, startGuardedPlatform } from './guarded-platform.ts';

let platform: GuardedPlatform;
beforeAll(async () => {
  platform = await startGuardedPlatform();
});
afterAll(() => platform.close());

/** What all subgraphs were asked while something was done. */
const askedDuring = async <Value>(work: () => Promise<Value>): Promise<[Value, string[]]> => {
  const before = platform.subgraphs.map(({ requests }) => requests.length);
  const value = await work();
  return [value, platform.subgraphs.flatMap(({ requests }, index) => requests.slice(before[index]))];
};

const check = async ({ who, query, variables, data, refused = [], unasked = [] }: Case): Promise<void> => {
  const token = await platform.tokenOf(who);
  const operationName = query.startsWith('query Wanted') ? { operationName: 'Wanted' } : {};
  const [answer, requests] = await askedDuring(() =>
    platform.gateway.ask({ query, ...(variables ? { variables } : {}), ...operationName }, token),
  );
  const reason = who === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  const message = who === 'anonymous' ? 'This needs a login.' : 'This needs a right that you do not have.';
  const errors = refused.map((path) => ({ message, path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason } }));
  // As text, so that the order of fields counts.
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(data));
  expect(answer.errors ?? []).toEqual(errors);
  if (unasked === 'everything') return expect(requests).toEqual([]);
  for (const name of unasked) expect(requests.join('\n')).not.toMatch(new RegExp(`\\b${name}\\b`));
};

const title = '$who: $name';
describe('requirements of fields and types', () => {
  it.each(FIELD_CASES)(title, check);
});
describe('requirements in every form of document', () => {
  it.each(DOCUMENT_CASES)(title, check);
});
describe('requirements of mutations', () => {
  it.each(MUTATION_CASES)(title, check);
});
describe('requirements of interfaces and unions', () => {
  it.each(TYPE_CASES)(title, check);
});
describe('requirements of joined types', () => {
  it.each(JOIN_CASES)(title, check);
});
