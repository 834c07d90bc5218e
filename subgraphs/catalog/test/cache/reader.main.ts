// A process that reads a product by way of its caches whenever it is asked, so that a test can stop it as a whole.
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, sqlOf } from '@cardstock/service';
import { testTools } from '@cardstock/testing';
import { openReading } from '../../src/cache/open-reading.ts';
import { makeReadStamped } from '../../src/persistence/cache/stamped-reader.ts';
import { makeCatalogReader } from '../../src/persistence/product.queries.ts';

const [databaseUrl = '', redisUrl = '', id = ''] = process.argv.slice(2);
const tools = testTools('catalog');
const orm = await openDatabase({ url: databaseUrl, entities: [], migrations: [], log: tools.log });
const sql = sqlOf(orm.em.fork());
const { reader, isTrusted, stop } = openReading({
  ...tools,
  redisUrl,
  reader: makeCatalogReader(sql),
  readStamped: makeReadStamped(sql),
  shape: 'test',
  mostCharacters: 1_000_000,
  keptMs: 60_000,
});
while (!isTrusted()) await pause(10);
process.on('message', async () => {
  const state = { isTrusted: isTrusted() };
  const [product] = await reader.productsByIds([id]);
  process.send?.({ ...state, version: product?.version });
});
process.on('disconnect', () => void stop().then(() => orm.close()));
process.send?.('ready');
