import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { isJsonObject, type JsonObject, mergeJson } from '../json.ts';
import type { TypeConditions } from './type-conditions.ts';

/** Takes from an object what identifies it for a subgraph; null where the object does not have all of it. */
export type Picker = (source: JsonObject) => JsonObject | null;

type Step = (source: JsonObject, target: JsonObject) => boolean;

const pickValue = (value: unknown, pick: Picker | undefined): unknown => {
  if (!pick || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pickValue(item, pick));
  return isJsonObject(value) ? pick(value) : null;
};

const compileStep = (selection: QueryPlanSelectionNode, conditions: TypeConditions): Step => {
  if (selection.kind === 'Field') {
    const key = selection.alias ?? selection.name;
    const pick = selection.selections && compilePicker(selection.selections, conditions);
    return (source, target) => {
      if (!Object.hasOwn(source, key) || source[key] === undefined) return false;
      target[key] = pickValue(source[key], pick);
      return true;
    };
  }
  const { typeCondition } = selection;
  if (!typeCondition) return () => true;
  const pick = compilePicker(selection.selections, conditions);
  const meets = conditions(typeCondition);
  return (source, target) => {
    const typename = source['__typename'];
    const picked = typeof typename === 'string' && meets(typename) ? pick(source) : null;
    if (picked) mergeJson(target, picked);
    return true;
  };
};

/** Compiles the `requires` of a fetch. */
export const compilePicker = (selections: readonly QueryPlanSelectionNode[], conditions: TypeConditions): Picker => {
  const steps = selections.map((selection) => compileStep(selection, conditions));
  return (source) => {
    const target: JsonObject = {};
    return steps.every((step) => step(source, target)) ? target : null;
  };
};
