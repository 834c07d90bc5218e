import type { Logger, Viewer } from '@cardstock/service/core';
import type { AnyOf, Need } from './need.ts';

/** Decides by what it knows of a viewer, for `@policy` in a schema. */
export type Policy = (viewer: Viewer) => boolean | Promise<boolean>;
export type Policies = Readonly<Record<string, Policy>>;

/** The names of the policies that a viewer fulfils. A policy that is not known, or that fails, is not fulfilled. */
export type Fulfilled = (names: readonly string[], viewer: Viewer) => Promise<ReadonlySet<string>>;

export const policiesIn = (needs: readonly Need[]): string[] => [
  ...new Set(needs.flatMap(({ policies }) => policies.flatMap((choice: AnyOf) => choice.flat()))),
];

export const makeFulfilled = (policies: Policies, log: Logger): Fulfilled => {
  const known = new Map(Object.entries(policies));
  const isFulfilled = async (name: string, viewer: Viewer): Promise<boolean> => {
    try {
      return (await known.get(name)?.(viewer)) === true;
    } catch (err) {
      log.error({ err, policy: name }, 'a policy failed, which counts as a refusal');
      return false;
    }
  };
  return async (names, viewer) => {
    const outcomes = await Promise.all(names.map((name) => isFulfilled(name, viewer)));
    return new Set(names.filter((_, index) => outcomes[index]));
  };
};
