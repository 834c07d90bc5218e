import type { Document } from 'bson';
import type { Cursors } from '../cursors.ts';
import { CommandError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import type { Request } from '../wire/request.ts';

export type Server = {
  readonly store: Store;
  readonly cursors: Cursors;
  readonly log: (line: string) => void;
  readonly startedAt: number;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
};
export type Call = { readonly request: Request; readonly server: Server; readonly connectionId: number };

/** Answers with a document, or with one that is BSON already. */
export type Command = (call: Call) => Document | Buffer;

export const OK = { ok: 1 } as const;

/** The name of the collection a command is about. */
export const nameIn = ({ request }: Call): string => {
  const name: unknown = request.body[request.name];
  if (typeof name !== 'string' || name === '' || name.includes('\0'))
    throw new CommandError(73, `Invalid namespace specified '${request.database}.${name}'`);
  return name;
};

export const namespaceIn = (call: Call): string => `${call.request.database}.${nameIn(call)}`;

export const collectionIn = (call: Call): Collection | undefined =>
  call.server.store.find(call.request.database, nameIn(call));

/** Writing to a collection that does not exist creates it. */
export const collectionFor = (call: Call): Collection =>
  collectionIn(call) ?? call.server.store.create(call.request.database, nameIn(call));

/** Better no answer than a wrong one: what would change the result and is not built is refused. */
export const refuse = (options: Document, ...names: readonly string[]): void => {
  for (const name of names) {
    const value: unknown = options[name];
    if (!value || (name === 'collation' && options[name].locale === 'simple')) continue;
    throw new CommandError(
      115,
      `'${name}' is not supported by Cardstock's local MongoDB; set MONGODB_URL to use a real one`,
    );
  }
};

export const numberIn = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
