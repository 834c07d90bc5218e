import { join } from 'node:path';
import { type JsonLines, openJsonLines } from './json-lines.ts';
import type { Change, Charge, PaymentIntent, Refund, StripeEvent } from './objects.ts';
import { missing } from './stripe-error.ts';

/** A finished request, kept for a repetition with the same idempotency key. */
export interface StoredReply {
  key: string;
  path: string;
  fingerprint: string;
  status: number;
  body: object;
  at: number;
  requestId: string;
}

interface Entry {
  intents?: PaymentIntent[];
  charges?: Charge[];
  refunds?: Refund[];
  events?: StripeEvent[];
  delivered?: string;
  reply?: StoredReply;
}

export interface Recorded extends Omit<Change, 'events'> {
  events?: StripeEvent[];
  reply?: StoredReply;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Everything the sandbox knows, in memory and in a file; Stripe forgets idempotency keys after a day, and so do the books. */
export class Books {
  readonly intents = new Map<string, PaymentIntent>();
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  readonly events = new Map<string, StripeEvent>();
  readonly undelivered = new Set<string>();
  private readonly replies = new Map<string, StoredReply>();
  private readonly file: JsonLines<Entry>;

  constructor(dataFolder: string) {
    this.file = openJsonLines<Entry>(join(dataFolder, 'payments.jsonl'), (entry) => this.remember(entry));
  }

  /** Writes a change, its events and its reply in one line: after a kill either all of them are there or none. */
  record(change: Recorded): void {
    this.file.append(change);
    this.remember(change);
  }

  recordDelivery(eventId: string): void {
    this.file.append({ delivered: eventId });
    this.undelivered.delete(eventId);
  }

  replyFor(key: string, now: Date): StoredReply | undefined {
    const reply = this.replies.get(key);
    return reply !== undefined && now.getTime() - reply.at < DAY_MS ? reply : undefined;
  }

  intent(id: string, param = 'intent'): PaymentIntent {
    return this.intents.get(id) ?? this.fail('payment_intent', id, param);
  }

  charge(id: string, param = 'charge'): Charge {
    return this.charges.get(id) ?? this.fail('charge', id, param);
  }

  refund(id: string): Refund {
    return this.refunds.get(id) ?? this.fail('refund', id, 'refund');
  }

  close(): void {
    this.file.close();
  }

  private fail(kind: string, id: string, param: string): never {
    throw missing(kind, id, param);
  }

  private remember({ intents = [], charges = [], refunds = [], events = [], delivered, reply }: Entry): void {
    for (const intent of intents) this.intents.set(intent.id, intent);
    for (const charge of charges) this.charges.set(charge.id, charge);
    for (const refund of refunds) this.refunds.set(refund.id, refund);
    for (const event of events) {
      this.events.set(event.id, event);
      if (event.pending_webhooks > 0) this.undelivered.add(event.id);
    }
    if (delivered !== undefined) this.undelivered.delete(delivered);
    if (reply !== undefined) this.replies.set(reply.key, reply);
  }
}
