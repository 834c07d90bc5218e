import { newId } from '@cardstock/contracts';
import { z } from 'zod';

export const faultSchema = z
  .strictObject({
    match: z
      .strictObject({
        /** The whole path; a star stands for anything, so that one rule can strike every capture. */
        path: z.string().optional(),
        method: z.string().toUpperCase().optional(),
        paymentMethod: z.string().optional(),
      })
      .default({}),
    action: z.enum([
      'decline',
      /** A failure that is forgotten: asking again with the same key helps. */
      'fail500',
      /** A failure that is kept under the idempotency key: nothing was done, and the key never helps again. */
      'stored500',
      /** The same, although the request was carried out. */
      'charged500',
      'delay',
      'timeoutAfterCharge',
      /** A search finds nothing, as it does at Stripe for up to a minute after a change. */
      'staleSearch',
      'duplicateWebhook',
      'lateWebhook',
      'lostWebhook',
    ]),
    delayMs: z.int().min(0).max(3_600_000).optional(),
    /** How often it strikes; without it until it is deleted. */
    times: z.int().min(1).optional(),
    /** The share of matching requests that it strikes. */
    rate: z.number().min(0).max(1).default(1),
  })
  .refine(({ action, match }) => action !== 'decline' || !/capture|cancel|refund/.test(match.path ?? ''), {
    path: ['action'],
    message: 'only the creation and the confirmation of a payment can be declined',
  });

export type FaultRule = z.output<typeof faultSchema>;

export interface Fault extends FaultRule {
  id: string;
  struck: number;
}

export interface RequestFacts {
  path: string;
  method: string;
  paymentMethod: string | undefined;
}

const matchesPath = (pattern: string, path: string) => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(path);
};

const matches = ({ match }: Fault, { path, method, paymentMethod }: RequestFacts) =>
  (match.path === undefined || matchesPath(match.path, path)) &&
  (match.method === undefined || match.method === method) &&
  (match.paymentMethod === undefined || match.paymentMethod === paymentMethod);

/** The faults that someone asked the sandbox to commit. They live in memory: a restart makes the sandbox sane again. */
export class Faults {
  private readonly rules: Fault[] = [];

  add(rule: FaultRule): Fault {
    const fault = { ...rule, id: newId(), struck: 0 };
    this.rules.push(fault);
    return fault;
  }

  list(): Fault[] {
    return this.rules;
  }

  clear(): void {
    this.rules.length = 0;
  }

  /** Those that strike this request; each of them counts. */
  strike(facts: RequestFacts): Fault[] {
    const striking = this.rules
      .filter((fault) => fault.times === undefined || fault.struck < fault.times)
      .filter((fault) => matches(fault, facts) && Math.random() < fault.rate);
    for (const fault of striking) fault.struck += 1;
    return striking;
  }
}
