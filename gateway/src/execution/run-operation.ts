import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { withCode } from '../errors/refusals.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import type { FetchSubgraph } from './fetch-subgraph.ts';
import type { JsonObject } from './json.ts';
import type { GraphOperation, GraphResult } from './operation.ts';
import { rememberReads } from './remember-reads.ts';
import type { Shape } from './shape/compile-shape.ts';
import { FAILED, type Problem, type ShapeRun } from './shape/shape-run.ts';

type Path = readonly (string | number)[];

const startsWith = (path: Path, start: Path): boolean => start.every((element, index) => path[index] === element);

/** A subgraph has said already why something is missing there, or in the object around it. */
const isExplained = ({ path }: Problem, errors: readonly GraphQLFormattedError[]): boolean => {
  const around = path.slice(0, -1);
  return errors.some((error) => !error.path || startsWith(error.path, around) || startsWith(path, error.path));
};

const newRun = (variables: GraphOperation['variables'], shaped: ShapeRun['shaped'], path?: []): ShapeRun => ({
  variables,
  path,
  problems: [],
  isFlawed: false,
  shaped,
});

interface Shaped {
  readonly data: JsonObject | null;
  readonly problems: readonly Problem[];
}

/** Where something is wrong, which is rare, the answer is shaped again to say where. */
const shapeRoot = (
  shape: Shape,
  root: JsonObject,
  variables: GraphOperation['variables'],
  isShared: boolean,
): Shaped => {
  const first = newRun(variables, isShared ? new Map() : undefined);
  const data = shape(root, first);
  if (!first.isFlawed) return { data: data === FAILED ? null : (data as JsonObject), problems: [] };
  const second = newRun(variables, undefined, []);
  const again = shape(root, second);
  return { data: again === FAILED ? null : (again as JsonObject), problems: second.problems };
};

const errorOf = ({ message, path }: Problem): GraphQLFormattedError => ({
  message,
  path,
  extensions: { code: 'INVALID_SUBGRAPH_RESPONSE' },
});

/** Runs a compiled operation. Objects may stand at several positions of the answer: whoever changes it copies it. */
export const runOperation = async (
  compiled: CompiledOperation,
  asked: GraphOperation,
  fetch: FetchSubgraph,
): Promise<GraphResult> => {
  const conditions = compiled.readConditions(asked.variables);
  if (conditions instanceof GraphQLError) return { errors: [withCode(conditions, 'BAD_USER_INPUT')] };
  const root: JsonObject = {};
  const run = { asked, fetch: rememberReads(fetch), root, errors: [], conditions, isShared: false };
  await compiled.run?.(run, [root]);
  const errors: GraphQLFormattedError[] = run.errors;
  const { data, problems } = shapeRoot(compiled.shapeUnder(conditions), root, asked.variables, run.isShared);
  const unexplained = problems.filter((problem) => !isExplained(problem, errors));
  const all = [...errors, ...unexplained.map(errorOf)];
  return all.length > 0 ? { errors: all, data } : { data };
};
