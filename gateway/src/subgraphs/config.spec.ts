import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { subgraphsConfig } from './config.ts';

const parse = (SUBGRAPH_TIMEOUTS?: string) => z.object(subgraphsConfig).safeParse({ SUBGRAPH_TIMEOUTS });

describe('timeouts of single subgraphs', () => {
  it('are read from a list', () => {
    expect(parse(' catalog=2000, order = 15000,').data?.SUBGRAPH_TIMEOUTS).toEqual(
      new Map([
        ['catalog', 2_000],
        ['order', 15_000],
      ]),
    );
  });

  it('are none by default', () => {
    expect(parse().data?.SUBGRAPH_TIMEOUTS.size).toBe(0);
  });

  it.each(['catalog', 'catalog=', 'catalog=soon', 'catalog=0', 'catalog=999999999', '=2000', 'a=1=2'])(
    'are refused as "%s"',
    (list) => {
      expect(parse(list).success).toBe(false);
    },
  );
});
