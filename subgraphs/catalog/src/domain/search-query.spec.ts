import { describe, expect, it } from '@jest/globals';
import { parseSearchQuery } from './search-query.ts';

describe('a search as typed', () => {
  it.each([
    ['annals of sutc', 'annals of ', 'sutc'],
    ['sutc', '', 'sutc'],
    ['go again ', 'go ', 'again'],
    ['"go again"', '"go again"', ''],
    ['"go aga', '"go aga', ''],
    ['dagger -rainbow', 'dagger -rainbow', ''],
    ['sword or axe', 'sword or axe', ''],
    ['Olé', '', 'Ole'],
    ['hop-a-long', 'hop a ', 'long'],
    ["fyendal's spr", 'fyendal s ', 'spr'],
    [':*', ':*', ''],
    ['', '', ''],
  ])('takes the last word of %j as the beginning of a word, unless it cannot be', (typed, complete, prefix) => {
    expect(parseSearchQuery(typed)).toMatchObject({ complete, prefix });
  });

  it('knows what looks like a collector number', () => {
    expect(parseSearchQuery('annals dyn172 rainbow').numbers).toEqual(['DYN172']);
  });
});
