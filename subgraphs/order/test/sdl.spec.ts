import { describe, expect, it } from '@jest/globals';
import { makeSdl } from '../src/index.ts';

describe('the schema of the order subgraph', () => {
  it('is federated and describes the journey of an order', async () => {
    const sdl = await makeSdl();
    if (process.env['PRINT_SDL']) process.stdout.write(sdl);
    expect(sdl).toContain('type Order @key(fields: "id")');
  });
});
