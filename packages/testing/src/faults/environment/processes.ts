import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '../platform/supervisor.ts';
import type { Disturbance } from './disturbance.ts';

/** kill -9 of a service at any moment. */
export const killService = (service: ServiceName): Disturbance => ({
  name: `SIGKILL of ${service}`,
  carryOut: ({ platform, withoutPoints }) =>
    withoutPoints(service, async () => {
      const kept = platform.services.get(service);
      kept?.signal('SIGKILL');
      await kept?.untilUp();
      return 1;
    }),
});

const FREEZE_MS = 40_000;
// Just above the 30 s after which BullMQ gives a message to another worker.
const SHORT_FREEZE_MS = 32_000;

/** SIGSTOP for longer than a worker may keep a message, while a second process shares the work, and then SIGCONT. */
export const freezeService = (service: ServiceName): Disturbance => ({
  name: `SIGSTOP of ${service}, with a second process at work`,
  carryOut: ({ platform, withoutPoints, isShort }) =>
    withoutPoints(service, async () => {
      const kept = platform.services.get(service);
      kept?.signal('SIGSTOP');
      const thawAt = Date.now() + (isShort ? SHORT_FREEZE_MS : FREEZE_MS);
      const replica = await platform.startReplica(service);
      await pause(Math.max(0, thawAt - Date.now()));
      kept?.signal('SIGCONT');
      await replica.stop();
      return 1;
    }),
});
