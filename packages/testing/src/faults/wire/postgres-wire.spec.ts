import { describe, expect, it } from '@jest/globals';
import { makePgSplitter, makeStatementReader, type PgMessage, withSql } from './postgres-wire.ts';

const typed = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const startup = (): Buffer => {
  const bytes = Buffer.alloc(8 + 'user\0ada\0\0'.length);
  bytes.writeInt32BE(bytes.length, 0);
  bytes.writeInt32BE(196_608, 4);
  bytes.write('user\0ada\0\0', 8);
  return bytes;
};
const query = (sql: string): Buffer => typed('Q', Buffer.from(`${sql}\0`));
const parse = (name: string, sql: string): Buffer => typed('P', Buffer.from(`${name}\0${sql}\0\0\0`));
const bind = (name: string, parameter: string): Buffer => typed('B', Buffer.from(`\0${name}\0${parameter}`));
const sent = (...messages: readonly Buffer[]): PgMessage[] => makePgSplitter()(Buffer.concat([startup(), ...messages]));

describe('what a client says to PostgreSQL', () => {
  it('is cut into messages, however it arrives', () => {
    const bytes = Buffer.concat([startup(), query('begin'), parse('', 'select $1'), bind('', 'x'), query('commit')]);
    const split = makePgSplitter();
    const messages = [...bytes].flatMap((byte) => split(Buffer.from([byte])));
    expect(messages.map(({ type }) => type)).toEqual(['startup', 'Q', 'P', 'B', 'Q']);
    expect(Buffer.concat(messages.map((message) => message.bytes))).toEqual(bytes);
  });

  it('runs simple queries, and statements when their parameters are bound', () => {
    const read = makeStatementReader();
    const statements = sent(query('begin'), parse('s1', 'select $1'), bind('s1', 'ada'), bind('s1', 'bob')).map(read);
    expect(statements.map((statement) => statement?.sql)).toEqual([
      undefined,
      'begin',
      undefined,
      'select $1',
      'select $1',
    ]);
    expect(statements.at(-1)?.parameters.toString()).toContain('bob');
  });

  it('can be given other words', () => {
    const [, message] = sent(parse('s1', 'select 1 for update'));
    const changed = withSql(message as PgMessage, (sql) => sql.replace(' for update', ''));
    const [, again] = sent(changed, query('x'));
    expect(again?.bytes).toEqual(parse('s1', 'select 1'));
  });
});
