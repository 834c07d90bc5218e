import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { SubgraphAnswer } from '../fetch-subgraph.ts';
import { cloneJson, isJsonObject, type JsonObject, mergeJson } from '../json.ts';
import { errorsOfEntities, invalidAnswer } from './client-errors.ts';
import { destinationOf, makeSend, type PlanContext } from './fetch-node.ts';
import type { PlacePath } from './places.ts';
import type { RunNode } from './plan-run.ts';
import { compilePicker, type Picker } from './representation.ts';
import { compileRewrites, type Rewrite } from './rewrites.ts';

/** Objects that are the same entity to a subgraph, and what names it. */
interface Group {
  readonly representation: JsonObject;
  readonly targets: JsonObject[];
}

const groupTargets = (targets: readonly JsonObject[], pick: Picker, rewrite: Rewrite | undefined): Group[] => {
  const groups = new Map<string, Group>();
  for (const target of targets) {
    const representation = pick(target);
    if (!representation?.['__typename']) continue;
    rewrite?.(representation);
    const key = JSON.stringify(representation);
    const known = groups.get(key);
    if (known) known.targets.push(target);
    else groups.set(key, { representation, targets: [target] });
  }
  return [...groups.values()];
};

const representedBy = (groups: readonly Group[]): Map<JsonObject, number> =>
  new Map(groups.flatMap(({ targets }, index) => targets.map((target) => [target, index] as const)));

/** What is wrong with the list of entities, if anything. */
const faultOf = (entities: unknown, expected: number): string | undefined => {
  if (!Array.isArray(entities)) return 'Expected "data._entities" in response to be an array';
  return entities.length === expected ? undefined : `Expected "data._entities" to contain ${expected} elements`;
};

const entitiesIn = ({ data }: SubgraphAnswer): unknown[] => data?.['_entities'] as unknown[];

/** Compiles a fetch of entities: each asked for once, however many positions of the answer it stands at. */
export const compileEntityFetch = (
  node: FetchNode,
  requires: readonly QueryPlanSelectionNode[],
  place: PlacePath,
  context: PlanContext,
): RunNode => {
  const destination = destinationOf(node, place, context);
  const send = makeSend(node, destination, context);
  const pick = compilePicker(requires, context.conditions);
  const rewriteInput = compileRewrites(node.inputRewrites, context.conditions);
  const rewriteOutput = compileRewrites(node.outputRewrites, context.conditions);
  const isContested = context.contested.has(node);
  const give = ({ targets }: Group, entity: unknown): void => {
    if (!isJsonObject(entity)) return;
    const [first] = targets;
    if (!entity['__typename'] && first) entity['__typename'] = first['__typename'];
    rewriteOutput?.(entity);
    targets.forEach((target, index) => {
      mergeJson(target, index > 0 && isContested ? (cloneJson(entity) as JsonObject) : entity);
    });
  };
  return async (run, targets) => {
    const groups = groupTargets(targets, pick, rewriteInput);
    if (groups.length === 0) return;
    const answer = await send(run, { representations: groups.map(({ representation }) => representation) });
    if (answer.errors) {
      run.errors.push(...errorsOfEntities(answer.errors, destination, run.root, representedBy(groups)));
    }
    if (!isJsonObject(answer.data)) return;
    const entities = entitiesIn(answer);
    const fault = faultOf(entities, groups.length);
    if (fault) run.errors.push(invalidAnswer(fault, destination));
    if (fault) return;
    run.isShared ||= groups.some((group) => group.targets.length > 1);
    groups.forEach((group, index) => {
      give(group, entities[index]);
    });
  };
};
