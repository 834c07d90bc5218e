import { describe, expect, it } from '@jest/globals';
import { publishedBy } from './redis-proxy.ts';
import { makeRedisSplitter } from './redis-wire.ts';

const command = (...words: readonly string[]): Buffer =>
  Buffer.from(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);

describe('what a client says to Redis', () => {
  it('is cut into commands, however it arrives', () => {
    const bytes = Buffer.concat([command('PING'), command('SET', 'a\r\nb', 'é'), command('EVALSHA', 'x', '0')]);
    const split = makeRedisSplitter();
    const commands = [...bytes].flatMap((byte) => split(Buffer.from([byte])));
    expect(commands.map(({ words }) => words.map(String))).toEqual([
      ['PING'],
      ['SET', 'a\r\nb', 'é'],
      ['EVALSHA', 'x', '0'],
    ]);
    expect(Buffer.concat(commands.map((one) => one.bytes))).toEqual(bytes);
  });

  it('publishes the envelopes that a script is called with', () => {
    const envelope = JSON.stringify({ id: '01900000-0000-7000-8000-000000000001', data: {}, type: 'ReserveStock' });
    const [call, other] = makeRedisSplitter()(
      Buffer.concat([command('evalsha', 'x', '1', '{cardstock-order}:wait', envelope), command('set', 'a', envelope)]),
    );
    expect(call && publishedBy(call)).toEqual(['ReserveStock']);
    expect(other && publishedBy(other)).toEqual([]);
  });
});
