import type { Disturbance } from './disturbance.ts';

interface Misbehaviour {
  readonly action: string;
  readonly times: number;
  readonly delayMs?: number;
  readonly path?: string;
}

/** The payment provider misbehaves for the next few requests. How often it really did is read from its own list at the end. */
const misbehave = (name: string, { path, ...rule }: Misbehaviour): Disturbance => ({
  name: `provider ${name}`,
  carryOut: async ({ platform }) => {
    const reply = await fetch(`${platform.servers.paymentsUrl}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...rule, match: path === undefined ? {} : { path, method: 'POST' } }),
    });
    if (!reply.ok) throw new Error(`the payment sandbox refuses ${rule.action}: ${await reply.text()}`);
    return rule.times;
  },
});

/** Everything that the provider is told to do wrong. */
export const PROVIDER_FAULTS: readonly Disturbance[] = [
  misbehave('timed out but charged', {
    action: 'timeoutAfterCharge',
    times: 3,
    delayMs: 4_000,
    path: '/v1/payment_intents',
  }),
  misbehave('timed out but captured', {
    action: 'timeoutAfterCharge',
    times: 2,
    delayMs: 4_000,
    path: '/v1/payment_intents/*/capture',
  }),
  misbehave('timed out but voided', {
    action: 'timeoutAfterCharge',
    times: 2,
    delayMs: 4_000,
    path: '/v1/payment_intents/*/cancel',
  }),
  misbehave('answers 500', { action: 'fail500', times: 4 }),
  misbehave('is slow', { action: 'delay', times: 4, delayMs: 1_000 }),
  misbehave('declines', { action: 'decline', times: 3, path: '/v1/payment_intents' }),
];

export const WEBHOOK_FAULTS: readonly Disturbance[] = [
  misbehave('sends webhooks twice', { action: 'duplicateWebhook', times: 10 }),
  misbehave('sends webhooks late', { action: 'lateWebhook', times: 10, delayMs: 3_000 }),
];
