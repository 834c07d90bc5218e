import type { Logger, Viewer } from '@cardstock/service/core';
import type { Graph } from '../graph/graph.ts';

/** Decides by what it knows of a viewer, for `@policy` in a schema. */
export type Policy = (viewer: Viewer) => boolean | Promise<boolean>;
/** By name. A policy that is not here refuses everybody. */
export type Policies = Readonly<Record<string, Policy>>;

/** The names of the policies that a viewer fulfils. A policy that is not known, or that fails, is not fulfilled. */
export type Fulfilled = (names: readonly string[], viewer: Viewer) => Promise<ReadonlySet<string>>;

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

/** Tells, once per graph, of policies that it asks for and that nobody can fulfil here. */
export const makeWarnOfUnknown = (known: Policies, log: Logger): ((graph: Graph) => void) => {
  const seen = new WeakSet<Graph>();
  return (graph) => {
    if (seen.has(graph)) return;
    seen.add(graph);
    const unknown = graph.rights.policies.filter((name) => !Object.hasOwn(known, name));
    if (unknown.length > 0)
      log.warn({ policies: unknown }, 'the schema asks for policies that are unknown: nobody fulfils them');
  };
};
