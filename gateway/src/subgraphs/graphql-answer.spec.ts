import { describe, expect, it } from '@jest/globals';
import { readGraphqlAnswer } from './graphql-answer.ts';

describe('an answer of a subgraph', () => {
  it.each([
    '{"data":{"a":1}}',
    '{"data":null}',
    '{"errors":[{"message":"no"}]}',
    '{"data":{},"errors":[]}',
    '{"data":null,"errors":[{"message":"no","path":["a",0],"locations":[],"extensions":{"code":"X"}}],"extensions":{}}',
  ])('is %s', (text) => {
    expect(readGraphqlAnswer(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '',
    '<html>',
    'null',
    '[]',
    '"data"',
    '{}',
    '{"data":[]}',
    '{"data":"x"}',
    '{"data":{},"errors":{}}',
    '{"errors":null}',
    '{"errors":["no"]}',
    '{"errors":[{"message":1}]}',
    '{"errors":[{"message":"no","path":"a"}]}',
    '{"errors":[{"message":"no","path":[{}]}]}',
    '{"errors":[{"message":"no","extensions":[]}]}',
  ])('is not %s', (text) => {
    expect(readGraphqlAnswer(text)).toBeUndefined();
  });
});
