import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { serialize } from 'bson';
import { aServerFolder, ids, ours, type ServerFolder, using } from './own-server.ts';

let place: ServerFolder;
beforeEach(() => {
  place = aServerFolder();
});
afterEach(() => place.remove());

const message = (code: number, body: Buffer, length = 16 + body.length): Buffer => {
  const head = Buffer.alloc(16);
  for (const [at, value] of [length, 1, 0, code].entries()) head.writeInt32LE(value, at * 4);
  return Buffer.concat([head, body]);
};
const flagged = (flags: number, ...parts: (Buffer | Uint8Array)[]): Buffer => {
  const start = Buffer.alloc(4);
  start.writeUInt32LE(flags);
  return Buffer.concat([start, ...parts]);
};
const ping = serialize({ ping: 1, $db: 'admin' });
const wrong: [string, Buffer][] = [
  ['a length below a header', message(2013, Buffer.alloc(0), 3)],
  ['a length over the limit', message(2013, Buffer.alloc(0), 50_000_000)],
  ['an unknown operation', message(9999, Buffer.alloc(8))],
  ['no body', message(2013, flagged(0))],
  ['an unknown flag', message(2013, flagged(16, Buffer.of(0), ping))],
  ['an unknown section', message(2013, flagged(0, Buffer.of(7), ping))],
  ['a document beyond its message', message(2013, flagged(0, Buffer.of(0, 99, 0, 0, 0, 0)))],
  ['a sequence beyond its message', message(2013, flagged(0, Buffer.of(1, 99, 0, 0, 0, 0)))],
  ['BSON that is not', message(2013, flagged(0, Buffer.of(0, 9, 0, 0, 0, 0x77, 0x61, 0, 1, 0)))],
];

ours('a connection', () => {
  it.each(wrong)('is closed after %s, and the server goes on', async (_, bytes) => {
    const server = await place.start();
    const socket = connect(server.port, '127.0.0.1').resume();
    socket.write(bytes);
    await once(socket, 'close');
    expect(place.lines).toEqual([expect.stringContaining('closed a connection')]);
    expect(await using(server.url, ids)).toEqual([]);
    await server.stop();
  });

  it('takes a message in pieces, several at once, with a checksum, or in the legacy frame', async () => {
    const server = await place.start();
    const socket = connect(server.port, '127.0.0.1');
    const name = Buffer.from('admin.$cmd\0');
    const legacy = message(2004, Buffer.concat([Buffer.alloc(4), name, Buffer.alloc(8), serialize({ isMaster: 1 })]));
    const bytes = Buffer.concat([
      message(2013, flagged(0, Buffer.of(0), ping)),
      message(2013, flagged(1, Buffer.of(0), ping, Buffer.alloc(4))),
      legacy,
    ]);
    for (const byte of bytes.subarray(0, 30)) socket.write(Buffer.of(byte));
    socket.write(bytes.subarray(30));
    let answer = Buffer.alloc(0);
    for await (const chunk of socket) {
      answer = Buffer.concat([answer, chunk as Buffer]);
      if (answer.includes('ismaster')) break;
    }
    expect(answer.toString('latin1').match(/ok\0/g)).toHaveLength(3);
    expect(place.lines).toEqual([]);
    await server.stop();
  });
});
