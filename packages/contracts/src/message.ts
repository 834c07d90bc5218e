import { z } from 'zod';
import { newId } from './ids.ts';

/** The names of the domains: each is a subgraph, a database and a queue. */
export const DOMAINS = ['auth', 'catalog', 'inventory', 'order', 'fulfillment', 'notification'] as const;
export type Domain = (typeof DOMAINS)[number];

/** Who can be told: the domains, and the gateway, which forgets the answers that a change has made old. */
export const SUBSCRIBERS = [...DOMAINS, 'gateway'] as const;
export type Subscriber = (typeof SUBSCRIBERS)[number];

/** What one domain promises to say: a name, a version, a schema, and who is told. */
export interface Contract<Name extends string = string, Data = unknown> {
  readonly type: Name;
  /** Raised when the schema changes in a way that an older consumer could not read. */
  readonly version: number;
  readonly kind: 'event' | 'command';
  readonly publishers: readonly Domain[];
  readonly consumers: readonly Subscriber[];
  /** Where a consumer wants some of these messages only: which. The others are not sent to it. */
  isWantedBy?(consumer: Subscriber, data: Data): boolean;
  /** The tags (`entityTag`, `listTag`) of stored answers that are old from then on; the gateway forgets these. */
  changes?(data: Data): readonly string[];
  readonly description: string;
  readonly schema: z.ZodType<Data>;
}

export type DataOf<C> = C extends Contract<string, infer Data> ? Data : never;

/** A fact or a request on its way, as outbox, queue and inbox carry it. */
export const envelope = z.object({
  id: z.uuid(),
  type: z.string(),
  version: z.int().positive(),
  /** The aggregate the message is about: messages of one subject are ordered by `sequence`. */
  subject: z.string(),
  sequence: z.int().nonnegative().optional(),
  source: z.enum(DOMAINS),
  occurredAt: z.iso.datetime(),
  /** The id that everything caused by one request shares. */
  correlationId: z.string(),
  data: z.unknown(),
});
export type Envelope = z.infer<typeof envelope>;

export interface Addressing {
  /** Given where sending again must be harmless; a new id otherwise. */
  readonly id?: string;
  readonly subject: string;
  readonly sequence?: number;
  readonly source: Domain;
  readonly occurredAt: Date;
  readonly correlationId: string;
}

/** Puts data into an envelope. Throws a ZodError when the data breaks the contract: a defect of the sender. */
export const makeEnvelope = <Data>(contract: Contract<string, Data>, data: Data, to: Addressing): Envelope => ({
  id: to.id ?? newId(),
  type: contract.type,
  version: contract.version,
  subject: to.subject,
  ...(to.sequence === undefined ? {} : { sequence: to.sequence }),
  source: to.source,
  occurredAt: to.occurredAt.toISOString(),
  correlationId: to.correlationId,
  data: contract.schema.parse(data),
});

type Definition<Name extends string, Data> = Omit<Contract<Name, Data>, 'kind'>;

export const defineEvent = <Name extends string, Data>(definition: Definition<Name, Data>): Contract<Name, Data> => ({
  kind: 'event',
  ...definition,
});

export const defineCommand = <Name extends string, Data>(definition: Definition<Name, Data>): Contract<Name, Data> => ({
  kind: 'command',
  ...definition,
});
