import type { ListSize } from './cost-model.ts';
import type { GivenArguments } from './given.ts';

/** Of a list about which nothing is said. */
export const ASSUMED_SIZE = 10;

const slices = ({ slicingArguments = [] }: ListSize, given: GivenArguments): number[] =>
  slicingArguments.flatMap((name) => {
    const value = given[name];
    return typeof value === 'number' ? [Math.max(0, value)] : [];
  });

/** How many items a list may have: the largest slice that is asked for, else what is assumed. */
export const sizeOfList = (declared: ListSize | undefined, given: GivenArguments): number => {
  if (!declared) return ASSUMED_SIZE;
  const asked = slices(declared, given);
  return asked.length > 0 ? Math.max(...asked) : (declared.assumedSize ?? ASSUMED_SIZE);
};

/** False where a list demands exactly one slicing argument, and there is none or more than one. */
export const isSlicedAsDemanded = (declared: ListSize | undefined, given: GivenArguments): boolean => {
  const { slicingArguments = [], requireOneSlicingArgument = true } = declared ?? {};
  return !requireOneSlicingArgument || slicingArguments.length === 0 || slices(declared ?? {}, given).length === 1;
};
