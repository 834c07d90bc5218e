import { type Collection, MongoClient } from 'mongodb';
import type {
  ChangeDocument,
  ClaimDocument,
  CounterDocument,
  EventDocument,
  ImportDocument,
  ProductDocument,
  SettingDocument,
} from './documents.ts';

const DEFAULT_DATABASE = 'cardstock_catalog';
const GIVE_UP_AFTER_MS = 10_000;

export interface Mongo {
  readonly events: Collection<EventDocument>;
  readonly products: Collection<ProductDocument>;
  readonly claims: Collection<ClaimDocument>;
  readonly counters: Collection<CounterDocument>;
  readonly settings: Collection<SettingDocument>;
  /** What was changed of settings, but for the last change: that is with the setting. */
  readonly changes: Collection<ChangeDocument>;
  readonly imports: Collection<ImportDocument>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

const databaseIn = (url: string): string => new URL(url).pathname.slice(1) || DEFAULT_DATABASE;

/** Connects to the write side's database and makes sure of its indexes. */
export const openMongo = async (url: string): Promise<Mongo> => {
  const client = await new MongoClient(url, {
    serverSelectionTimeoutMS: GIVE_UP_AFTER_MS,
    ignoreUndefined: true,
  }).connect();
  const db = client.db(databaseIn(url));
  const events = db.collection<EventDocument>('product_event');
  await events.createIndex({ productId: 1, version: 1 }, { unique: true, name: 'one_event_per_version' });
  const products = db.collection<ProductDocument>('product');
  await products.createIndex({ categories: 1 }, { name: 'products_of_category' });
  const changes = db.collection<ChangeDocument>('setting_change');
  await changes.createIndex({ document: 1, version: 1 }, { unique: true, name: 'one_change_per_version' });
  await changes.createIndex({ document: 1, subjects: 1, version: 1 }, { name: 'changes_of_subject' });
  await changes.createIndex({ commandId: 1 }, { sparse: true, name: 'changes_of_command' });
  return {
    events,
    products,
    claims: db.collection<ClaimDocument>('name_claim'),
    counters: db.collection<CounterDocument>('counter'),
    settings: db.collection<SettingDocument>('setting'),
    changes,
    imports: db.collection<ImportDocument>('import_progress'),
    ping: () =>
      db.command({ ping: 1 }).then(
        () => true,
        () => false,
      ),
    close: () => client.close(),
  };
};
