import { Counter, type Registry } from 'prom-client';

/** Why an answer was not looked for. */
export type Bypass = 'unstorable' | 'client' | 'redis';
/** What became of an answer that was made because none was stored. */
export type Stored = 'stored' | 'outdated' | 'too_large' | 'forbidden' | 'failed' | 'no_login' | 'redis';

export interface ResponseCacheMetrics {
  asked(outcome: 'hit' | 'miss' | 'joined'): void;
  bypassed(reason: Bypass): void;
  made(outcome: Stored): void;
  forgot(cause: string): void;
}

/** Hit ratio: hits (and what joined others) among hits, misses and joined ones. */
export const makeResponseCacheMetrics = (registry: Registry): ResponseCacheMetrics => {
  const registers = [registry];
  const requests = new Counter({
    name: 'response_cache_requests_total',
    help: 'Queries whose answer was looked for: stored (hit), not stored (miss), or just being made for another one (joined).',
    labelNames: ['outcome'],
    registers,
  });
  const bypasses = new Counter({
    name: 'response_cache_bypasses_total',
    help: 'Queries whose answer was not looked for: it is known not to be storable, the client wanted none, Redis is away.',
    labelNames: ['reason'],
    registers,
  });
  const responses = new Counter({
    name: 'response_cache_responses_total',
    help: 'Answers after a miss: stored; not, because something that they show changed meanwhile (outdated), or for another reason.',
    labelNames: ['outcome'],
    registers,
  });
  const invalidations = new Counter({
    name: 'response_cache_invalidations_total',
    help: 'Messages that made stored answers old, by type; and changes of users that made their own ones old (mutation).',
    labelNames: ['cause'],
    registers,
  });
  return {
    asked: (outcome) => requests.inc({ outcome }),
    bypassed: (reason) => bypasses.inc({ reason }),
    made: (outcome) => responses.inc({ outcome }),
    forgot: (cause) => invalidations.inc({ cause }),
  };
};
