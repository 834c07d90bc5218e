import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphAnswer } from '../fetch-subgraph.ts';
import { cloneJson, isJsonObject, type JsonObject, mergeJson } from '../json.ts';
import { type Destination, errorsOfFetch } from './client-errors.ts';
import type { PlacePath } from './places.ts';
import type { PlanRun, RunNode } from './plan-run.ts';
import { compileRewrites } from './rewrites.ts';
import type { TypeConditions } from './type-conditions.ts';

/** What compiling the nodes of one plan needs to know of the whole. */
export interface PlanContext {
  readonly conditions: TypeConditions;
  readonly clientNames: ReadonlyMap<string, string>;
  /** See `contestedFetches`. */
  readonly contested: ReadonlySet<FetchNode>;
  /** See `repeatedFetches`. */
  readonly repeated: ReadonlySet<FetchNode>;
}

/** Sends the operation of a fetch with the client's variables that it uses, and some of its own. */
export type Send = (run: PlanRun, more?: JsonObject) => Promise<SubgraphAnswer>;

export const makeSend = (node: FetchNode, destination: Destination, { repeated }: PlanContext): Send => {
  const { serviceName: service, operation: query, operationName, operationKind: kind, variableUsages = [] } = node;
  const constant = { service, kind, query, operationName, isRepeated: repeated.has(node) };
  return async ({ asked, fetch, errors }, more) => {
    const variables: JsonObject = {};
    for (const name of variableUsages) {
      if (Object.hasOwn(asked.variables, name) && asked.variables[name] !== undefined) {
        variables[name] = asked.variables[name];
      }
    }
    try {
      return await fetch({ ...constant, variables: { ...variables, ...more }, asked });
    } catch (err) {
      const message = err instanceof Error ? err.message : String(err);
      errors.push(...errorsOfFetch([{ message }], destination));
      return {};
    }
  };
};

export const destinationOf = (node: FetchNode, place: PlacePath, { clientNames }: PlanContext): Destination => ({
  service: node.serviceName,
  place,
  clientNames,
});

/** Compiles a fetch that asks a subgraph from the root of its schema. */
export const compileRootFetch = (node: FetchNode, place: PlacePath, context: PlanContext): RunNode => {
  const destination = destinationOf(node, place, context);
  const send = makeSend(node, destination, context);
  const rewriteOutput = compileRewrites(node.outputRewrites, context.conditions);
  return async (run, targets) => {
    if (targets.length === 0) return;
    const { data, errors } = await send(run);
    if (errors) run.errors.push(...errorsOfFetch(errors, destination));
    if (!isJsonObject(data)) return;
    rewriteOutput?.(data);
    targets.forEach((target, index) => {
      mergeJson(target, index === 0 ? data : (cloneJson(data) as JsonObject));
    });
  };
};
