import type { Platform } from '../platform/platform.ts';
import type { Stores } from '../platform/stores.ts';
import type { ServiceName } from '../platform/supervisor.ts';
import type { Random } from '../random.ts';

export interface Surroundings {
  readonly platform: Platform;
  readonly stores: Stores;
  readonly random: Random;
  /** Keeps a service's desk closed while something else is done to its process. */
  withoutPoints<Result>(service: ServiceName, work: () => Promise<Result>): Promise<Result>;
  readonly isShort: boolean;
}

/** Something that is done to what surrounds the processes, or to a process at no particular point. */
export interface Disturbance {
  readonly name: string;
  /** Where it struck, and how often; 0 where it found nothing to strike. */
  carryOut(surroundings: Surroundings): Promise<number>;
}
