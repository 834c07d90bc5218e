import { CATALOGUE, type Contract, type Domain, type Envelope, makeEnvelope, newId } from '@cardstock/contracts';
import {
  appendToOutbox,
  consume,
  MESSAGING_TABLES,
  makeMessagingMetrics,
  type Sql,
  startConsumer,
  startRelay,
} from '@cardstock/messaging';
import { makeTransact, openDatabase } from '@cardstock/service';
import { Migration } from '@mikro-orm/migrations';
import { freshDatabase } from './databases.ts';
import { testTools } from './tools.ts';

class MessagingOnly extends Migration {
  override up(): void {
    for (const statement of MESSAGING_TABLES) this.addSql(statement);
  }
}

export interface OtherDomains {
  /** Everything that they were told so far. */
  readonly received: readonly Envelope[];
  /** Sends messages together, as the domain that publishes them; with the ids that are given, or new ones. */
  send<Data>(contract: Contract<string, Data>, items: readonly Data[], ids?: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** The domains around the one under test: they send through an outbox and a relay, and take what is in their queues. */
export const startOtherDomains = async (redisUrl: string, domains: readonly Domain[]): Promise<OtherDomains> => {
  const database = await freshDatabase();
  const { log, metrics: registry } = testTools('others');
  const orm = await openDatabase({ url: database.url, entities: [], migrations: [MessagingOnly], log });
  const transact = makeTransact(orm, 'order');
  const shared = {
    databaseUrl: database.url,
    redisUrl,
    log,
    metrics: makeMessagingMetrics(registry),
    inTransaction: <Result>(work: (sql: Sql) => Promise<Result>) => transact(({ sql }) => work(sql)),
  };
  const received: Envelope[] = [];
  const listenTo = (contract: Contract) =>
    consume(contract, async (_data, { envelope }) => {
      received.push(envelope);
    });
  const relay = startRelay({ ...shared, domain: 'order' });
  const consumers = domains.map((domain) => {
    const subscriptions = (CATALOGUE as readonly Contract[])
      .filter((contract) => contract.consumers.includes(domain))
      .map(listenTo);
    return startConsumer({ ...shared, domain, subscriptions });
  });
  return {
    received,
    send: (contract, items, ids = []) => {
      const [source = 'order'] = contract.publishers;
      const to = { subject: 'test', source, occurredAt: new Date(), correlationId: 'test' };
      const envelopes = items.map((item, index) => makeEnvelope(contract, item, { ...to, id: ids[index] ?? newId() }));
      return transact(({ sql }) => appendToOutbox(sql, envelopes));
    },
    stop: async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await relay.stop();
      await orm.close();
      await database.drop();
    },
  };
};
