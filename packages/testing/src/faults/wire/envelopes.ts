import { idFrom } from '@cardstock/contracts';

/** A message between domains, as far as the wire shows it. */
export interface Seen {
  readonly id: string;
  readonly type: string;
}

// As they are written; what comes back from a jsonb column has its fields in another order.
const ENVELOPE = /\\?"id\\?":\s*\\?"([0-9a-f-]{36})\\?",\s*\\?"type\\?":\s*\\?"(\w+)\\?"/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The messages whose envelopes are somewhere in these bytes. */
export const envelopesIn = (bytes: Buffer): Seen[] =>
  [...bytes.toString('latin1').matchAll(ENVELOPE)].map(([, id = '', type = '']) => ({ id, type }));

const OBJECT_BEGIN = '{"';

/** The envelope that these bytes are, whatever the order of its fields; undefined for everything else. */
export const envelopeIn = (bytes: Buffer): Seen | undefined => {
  if (bytes.toString('latin1', 0, 2) !== OBJECT_BEGIN) return undefined;
  const { id, type } = JSON.parse(bytes.toString('utf8')) as Partial<Seen>;
  return id === undefined || type === undefined ? undefined : { id, type };
};

const uuidsIn = (bytes: Buffer): string[] => bytes.toString('latin1').match(UUID) ?? [];

/** A handler that tells several things claims an id of its own for each, made of the message's: they stand for the message. */
const CLAIMED_UNDER: Readonly<Record<string, string>> = { CapturePayment: 'RecordCapture' };

/** Remembers which message is of which type, from what every process wrote to its outbox: an inbox is told ids only. */
export interface MessageBook {
  note(seen: readonly Seen[]): void;
  /** The types of the messages whose ids are in these bytes, each once. */
  typesIn(bytes: Buffer): string[];
}

export const makeMessageBook = (): MessageBook => {
  const types = new Map<string, string>();
  return {
    note: (seen) => {
      for (const { id, type } of seen) {
        types.set(id, type);
        const name = CLAIMED_UNDER[type];
        if (name !== undefined) types.set(idFrom(id, name), type);
      }
    },
    typesIn: (bytes) => [...new Set(uuidsIn(bytes).flatMap((id) => types.get(id) ?? []))],
  };
};
