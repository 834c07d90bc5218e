import { describe, expect, it } from '@jest/globals';
import { JsonText } from '../execution/json-text.ts';
import { answerText } from './answer-text.ts';

const DATA = { name: 'a "quoted" name\u2028', list: [1, null, { deep: true }] };
const known = new JsonText(JSON.stringify(DATA)) as unknown as Record<string, unknown>;

describe('the text of an answer whose data is text already', () => {
  it.each<[string, object]>([
    ['data alone', {}],
    ['extensions', { extensions: { cost: 3 } }],
    ['errors', { errors: [{ message: 'x' }] }],
    ['all', { errors: [], extensions: {} }],
  ])('is the one that it would be otherwise: %s', (_case, more) => {
    expect(answerText({ ...more, data: known })).toBe(answerText({ ...more, data: DATA }));
  });

  it('is made by who does not know of it, too', () => {
    expect(JSON.stringify({ data: known })).toBe(JSON.stringify({ data: DATA }));
  });
});
