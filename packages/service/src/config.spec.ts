import { describe, expect, it } from '@jest/globals';
import { ConfigError, parseConfig, subgraphConfig } from './config.ts';

const complete = {
  PORT: '4004',
  INTERNAL_KEY_FILE: '/keys/order.jwk.json',
  INTERNAL_JWKS_FILE: '/keys/jwks.json',
  DATABASE_URL: 'postgresql://localhost/order',
  REDIS_URL: 'redis://localhost',
};

describe('the configuration of a process', () => {
  it('is read from the environment, numbers as numbers', () => {
    expect(parseConfig(subgraphConfig, complete)).toMatchObject({
      PORT: 4004,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
    });
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(parseConfig(subgraphConfig, complete))).toBe(true);
  });

  it('names every variable that is missing or wrong, all at once', () => {
    const read = () =>
      parseConfig(subgraphConfig, { ...complete, PORT: 'many', DATABASE_URL: undefined, REDIS_URL: 'nowhere' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*REDIS_URL/);
  });
});
