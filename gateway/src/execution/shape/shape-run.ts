import type { JsonObject } from '../json.ts';

/** A value that the schema does not allow, as a subgraph answered it. */
export interface Problem {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** One shaping of an answer. */
export interface ShapeRun {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Where the value stands, in the client's names; followed only once a problem is known to be there. */
  readonly path: (string | number)[] | undefined;
  readonly problems: Problem[];
  /** Whether anything was not as the schema demands. */
  isFlawed: boolean;
  /** What became of the objects that stand at several positions; undefined where none does. */
  readonly shaped: Map<object, Map<JsonObject, unknown>> | undefined;
}

/** Null in the place of a value that was wrong; the problem is reported already. */
export const FAILED = Symbol('a value that was wrong');
/** The same where the schema allows no null, so that it takes what is around it with it. */
export const INVALID = Symbol('a value that may not be null');

/** Makes the client's value out of a subgraph's, which is never undefined. */
export type Complete = (value: unknown, run: ShapeRun) => unknown;

export const report = (run: ShapeRun, message: string): void => {
  run.isFlawed = true;
  if (run.path) run.problems.push({ message, path: [...run.path] });
};
