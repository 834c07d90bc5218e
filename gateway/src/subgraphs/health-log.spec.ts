import type { Logger } from '@cardstock/service/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { HealthLog } from './health-log.ts';

const REFUSED = { outcome: 'failed', reason: 'connect ECONNREFUSED' };

let lines: string[];
let health: HealthLog;
beforeEach(() => {
  lines = [];
  const record = (level: string) => (_details: object, text: string) => void lines.push(`${level}: ${text}`);
  const log = { debug: () => {}, info: record('info'), warn: record('warn') };
  health = new HealthLog('catalog', log as unknown as Logger);
});

describe('the log of a subgraph', () => {
  it('says once that it is in trouble, and once that it is over', () => {
    for (let at = 0; at < 100; at += 1) health.failed(REFUSED, at);
    for (let at = 5_200; at < 5_300; at += 1) health.answered(at);
    expect(lines).toEqual(['warn: a subgraph could not be asked', 'info: a subgraph answers again']);
  });

  it('says nothing of answers between failures', () => {
    for (let at = 0; at < 60_000; at += 1_000) {
      health.failed(REFUSED, at);
      health.answered(at + 500);
    }
    expect(lines).toHaveLength(1);
  });

  it('says once that a breaker opened, however often it is tried, and when it closed', () => {
    health.failed(REFUSED, 0);
    for (let at = 1; at < 20; at += 1) {
      health.breakerIs('open', at * 1_000);
      health.breakerIs('half-open', at * 1_000 + 999);
    }
    health.answered(60_000);
    health.breakerIs('closed', 60_001);
    expect(lines).toEqual([
      'warn: a subgraph could not be asked',
      'warn: a subgraph is not asked any more until it is back',
      'info: a subgraph answers again',
    ]);
  });

  it('says it again when it happens again', () => {
    health.failed(REFUSED, 0);
    health.answered(10_000);
    health.failed(REFUSED, 20_000);
    expect(lines).toHaveLength(3);
  });
});
