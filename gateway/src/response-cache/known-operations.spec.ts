import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { makeKnownOperations } from './known-operations.ts';

const asking = (text: string, variables: Record<string, unknown> = {}, operationName?: string) => {
  const document = parse(text);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('there is no such operation');
  return { document, operation, variables };
};

describe('an operation', () => {
  it('is the same however it is laid out, and another one by its name', () => {
    const known = makeKnownOperations();
    expect(known(asking('{ a   b }')).id).toBe(known(asking('{\n a\n b\n}')).id);
    const both = 'query A { a } query B { a }';
    expect(known(asking(both, {}, 'A')).id).not.toBe(known(asking(both, {}, 'B')).id);
    expect(known(asking('{ a: b }')).id).not.toBe(known(asking('{ b }')).id);
  });

  it('has the variables that it defines, and tells null from nothing', () => {
    const known = makeKnownOperations();
    const text = 'query ($b: Int, $a: Int) { f(a: $a, b: $b) }';
    const of = (variables: Record<string, unknown>) => {
      const asked = asking(text, variables);
      return known(asked).variablesIn(asked);
    };
    expect(of({ a: 1, b: 2, c: 3 })).toBe(of({ b: 2, a: 1 }));
    expect(of({ a: null })).not.toBe(of({}));
    expect(of({ a: 1 })).not.toBe(of({ b: 1 }));
    expect(of({ toString: 1, a: 1 })).toBe(of({ a: 1 }));
  });

  it('is not looked for once it was often enough not to be stored, until it may be again', () => {
    const asked = asking('{ a }');
    const known = makeKnownOperations()(asked);
    for (const _answer of Array(7).keys()) known.learn(undefined);
    expect(known.isUnstorable).toBe(false);
    known.learn(undefined);
    expect(known.isUnstorable).toBe(true);
    known.learn({ maxAge: 1, scope: 'PUBLIC' });
    expect([known.isUnstorable, known.isPublic]).toEqual([false, true]);
  });
});
