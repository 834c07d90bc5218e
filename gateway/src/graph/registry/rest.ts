export type PollOutcome = 'changed' | 'unchanged' | 'failed';

interface Course {
  /** What the registry asks for, in milliseconds. */
  readonly restMs: number | undefined;
  /** How often in a row it did not answer. */
  readonly failures: number;
  /** Whether its latest supergraph could not be loaded. */
  readonly isRefused: boolean;
  readonly random: () => number;
}

const USUAL_MS = 10_000;
const SHORTEST_MS = 500;
const LONGEST_MS = 300_000;
const REFUSED_AT_LEAST_MS = 4_000;
const AFTER_FAILURE_MS = 500;
const LONGEST_AFTER_FAILURE_MS = 15_000;
const SPREAD = 0.2;

const bounded = (ms: number): number => Math.min(Math.max(ms, SHORTEST_MS), LONGEST_MS);

const basis = ({ restMs = USUAL_MS, failures, isRefused }: Course): number => {
  if (failures > 0) return Math.min(AFTER_FAILURE_MS * 2 ** (failures - 1), LONGEST_AFTER_FAILURE_MS);
  // What was refused is sent again as a whole each time: less often, but soon enough for its successor.
  return isRefused ? Math.max(restMs, REFUSED_AT_LEAST_MS) : restMs;
};

/** How long to wait before asking a registry again, in milliseconds: spread, so that gateways do not ask all at once. */
export const restAfter = (course: Course): number => bounded(basis(course)) * (1 - SPREAD * course.random());
