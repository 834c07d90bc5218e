import { idFrom } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import { makeMessageBook } from '../wire/envelopes.ts';
import { followTransactions } from './transaction.ts';

const RESERVE = '01900000-0000-7000-8000-000000000001';
const RELEASE = '01900000-0000-7000-8000-000000000002';

const following = (published: readonly string[] = []) => {
  const book = makeMessageBook();
  book.note([
    { id: RESERVE, type: 'ReserveStock' },
    { id: RELEASE, type: 'ReleaseStock' },
  ]);
  const follow = followTransactions(book, () => published);
  return (sql: string, parameters = '') =>
    follow({ sql, parameters: Buffer.from(parameters) }).map(({ point, steps }) => [point, ...steps]);
};

describe('the points of a transaction', () => {
  it('are around the inbox insert and the commit, for the message that was claimed', () => {
    const run = following();
    expect(run('begin')).toEqual([]);
    expect(run('insert into inbox_message (message_id) values ($1)', RESERVE)).toEqual([
      ['before the inbox insert', 'ReserveStock'],
      ['after the inbox insert', 'ReserveStock'],
    ]);
    expect(run('update stock_level set reserved = 1')).toEqual([]);
    expect(run('commit')).toEqual([
      ['before the commit', 'ReserveStock'],
      ['after the commit, before the acknowledgement', 'ReserveStock'],
    ]);
    expect(run('commit')).toEqual([['before the commit'], ['after the commit, before the acknowledgement']]);
  });

  it('are in the middle of what undoes something', () => {
    const run = following();
    run('begin');
    run('insert into inbox_message (message_id) select unnest($1)', `{${RESERVE},${RELEASE}}`);
    expect(run('select 1')).toEqual([['in the middle of compensation', 'ReleaseStock']]);
  });

  it('belong to the request where no message was claimed', () => {
    const run = following();
    run('begin');
    run('insert into order_event (stream_id) values ($1)');
    run('insert into outbox_message (id) values ($1)', `[{"id":"${RESERVE}","type":"ReserveStock"}]`);
    expect(run('commit')[0]).toEqual(['before the commit', 'placeOrder']);
    run('begin');
    run('insert into outbox_message (id) values ($1)', `[{"id":"${RESERVE}","type":"ReserveStock"}]`);
    expect(run('commit')[0]).toEqual(['before the commit']);
  });

  it('know a message under the id that its handler makes of it', () => {
    const book = makeMessageBook();
    book.note([{ id: RESERVE, type: 'CapturePayment' }]);
    expect(book.typesIn(Buffer.from(idFrom(RESERVE, 'RecordCapture')))).toEqual(['CapturePayment']);
  });

  it('are at the marking of what was published, not at its un-marking', () => {
    const run = following(['ReserveStock']);
    expect(run('update outbox_message set published_at = now() where position = any($1)')).toEqual([
      ['after publish, before marking', 'ReserveStock'],
    ]);
    expect(run('update outbox_message set published_at = null')).toEqual([]);
  });
});
