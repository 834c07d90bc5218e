import type { Fault, Point } from './points.ts';

/** What a wire tells of: the process behind it is at a point of some steps. */
export interface Desk {
  /** True where a fault is armed for this point and one of these steps: it is the caller's to carry out with `strike`. */
  take(point: Point, steps: readonly string[]): boolean;
  /** Carries out what was taken: the process is killed. */
  strike(): void;
}

/** The desk of one service, from the side of who arms it. The first of the armed faults whose place is reached strikes. */
export interface ArmableDesk extends Desk {
  arm(faults: readonly Fault[], carryOut: (fault: Fault) => void): void;
  disarm(): void;
}

interface Armed {
  readonly faults: readonly Fault[];
  readonly carryOut: (fault: Fault) => void;
  taken?: Fault;
}

export const makeDesk = (): ArmableDesk => {
  let armed: Armed | undefined;
  return {
    arm: (faults, carryOut) => {
      armed = { faults, carryOut };
    },
    disarm: () => {
      armed = undefined;
    },
    take: (point, steps) => {
      if (!armed || armed.taken) return false;
      const fault = armed.faults.find((one) => one.point === point && steps.includes(one.step));
      if (!fault) return false;
      armed.taken = fault;
      return true;
    },
    strike: () => {
      const struck = armed;
      armed = undefined;
      if (struck?.taken) struck.carryOut(struck.taken);
    },
  };
};
