import { describe, expect, it } from '@jest/globals';
import { roverEnvironment } from './environment.ts';

const LOCAL = { url: 'http://localhost:4010/graphql', key: 'user:root:local' };

describe('the environment of Rover', () => {
  it('is silent towards Apollo, and knows the registry of this machine', () => {
    expect(roverEnvironment({ HOME: '/home/ada' }, LOCAL)).toEqual({
      HOME: '/home/ada',
      APOLLO_TELEMETRY_DISABLED: '1',
      APOLLO_ROVER_SKIP_UPDATE: '1',
      APOLLO_REGISTRY_URL: LOCAL.url,
      APOLLO_KEY: LOCAL.key,
    });
  });

  it('never sends a key of one registry to another', () => {
    const url = { APOLLO_REGISTRY_URL: 'https://registry.test/graphql' };
    expect(roverEnvironment(url, LOCAL)).not.toHaveProperty('APOLLO_KEY');
    expect(roverEnvironment({ APOLLO_KEY: 'user:me:mine' }, LOCAL)).not.toHaveProperty('APOLLO_REGISTRY_URL');
  });

  it('leaves what is set as it is', () => {
    expect(roverEnvironment({ APOLLO_ROVER_SKIP_UPDATE: '0' }, undefined)).toMatchObject({
      APOLLO_ROVER_SKIP_UPDATE: '0',
    });
  });
});
