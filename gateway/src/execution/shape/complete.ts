import { type GraphQLOutputType, isCompositeType, isListType, isNonNullType, type SelectionNode } from 'graphql';
import { leafCheck } from './leaf.ts';
import { type Complete, FAILED, INVALID, report, type ShapeRun } from './shape-run.ts';

/** How messages name a value: the name of its field and the type that has it. */
export interface Named {
  readonly name: string;
  readonly parentType: string;
}

export type CompleteObject = (selections: readonly SelectionNode[], type: GraphQLOutputType, at: Named) => Complete;

/** The last step of the path says whether it is the field itself or an item of its list. */
const describe = ({ path }: ShapeRun, type: GraphQLOutputType, { parentType }: Named): string => {
  const last = path?.at(-1);
  return typeof last === 'number'
    ? `array element of type ${type} at index ${last}`
    : `field ${parentType}.${String(last)}`;
};

/** Reports a value that cannot be what the schema says. */
export const refuse = (run: ShapeRun, what: string, type: GraphQLOutputType, at: Named): typeof FAILED => {
  report(run, `${what} found for ${describe(run, type, at)}.`);
  return FAILED;
};

const completeLeaf = (type: GraphQLOutputType, at: Named): Complete => {
  const isValid = leafCheck(type as Parameters<typeof leafCheck>[0]);
  return (value, run) => (value === null || isValid(value) ? value : refuse(run, 'Invalid value', type, at));
};

const completeNonNull = (complete: Complete, type: GraphQLOutputType, at: Named): Complete => {
  return (value, run) => {
    const completed = complete(value, run);
    if (completed !== null && completed !== FAILED) return completed;
    if (completed === null) report(run, `Cannot return null for non-nullable ${describe(run, type, at)}.`);
    return INVALID;
  };
};

const completeList = (complete: Complete, type: GraphQLOutputType, at: Named): Complete => {
  return (value, run) => {
    if (value === null) return null;
    if (!Array.isArray(value)) return refuse(run, 'Invalid non-list value', type, at);
    const { path } = run;
    const items = new Array<unknown>(value.length);
    let isInvalid = false;
    for (let index = 0; index < value.length; index += 1) {
      path?.push(index);
      const completed = complete(value[index], run);
      path?.pop();
      if (completed === INVALID) isInvalid = true;
      items[index] = completed === FAILED ? null : completed;
    }
    return isInvalid ? FAILED : items;
  };
};

/** Compiles the completion of a value of a type, as the specification's `CompleteValue`. */
export const compileComplete = (
  type: GraphQLOutputType,
  selections: readonly SelectionNode[],
  at: Named,
  completeObject: CompleteObject,
): Complete => {
  if (isNonNullType(type)) {
    return completeNonNull(compileComplete(type.ofType, selections, at, completeObject), type.ofType, at);
  }
  if (isListType(type)) return completeList(compileComplete(type.ofType, selections, at, completeObject), type, at);
  return isCompositeType(type) ? completeObject(selections, type, at) : completeLeaf(type, at);
};
