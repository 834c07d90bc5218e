import { isJsonObject, type JsonObject } from '../json.ts';
import type { TypeConditions } from './type-conditions.ts';

/** One step of a path in a plan: into a field or, where `key` is missing, into every item of a list. */
interface PathStep {
  readonly key: string | undefined;
  readonly admits: (value: unknown) => boolean;
}

/** A place in the answer, all of its list items together. */
export type PlacePath = readonly PathStep[];

export type ClientPath = readonly (string | number)[];

const CONDITION = /^(?<key>[^|]*)\|\[(?<types>[^\]]*)\]$/;
const anything = () => true;

const compileStep = (element: string | number, conditions: TypeConditions): PathStep => {
  const { key = String(element), types } = CONDITION.exec(String(element))?.groups ?? {};
  const meets = types?.split(',').map((type) => conditions(type.trim()));
  const isWanted = (value: unknown): boolean => {
    const typename = isJsonObject(value) ? value['__typename'] : undefined;
    return typeof typename !== 'string' || (meets ?? []).some((meet) => meet(typename));
  };
  return { key: key === '@' ? undefined : key, admits: meets ? isWanted : anything };
};

/** Compiles the path of a Flatten node: field names, "@" for the items of a list, `|[Type,…]` for a condition on either. */
export const compilePath = (path: readonly (string | number)[], conditions: TypeConditions): PlacePath =>
  path.map((element) => compileStep(element, conditions));

const addItems = (value: unknown, { admits }: PathStep, found: Set<object>): void => {
  if (Array.isArray(value)) for (const item of value) addAdmitted(item, admits, found);
  else if (isJsonObject(value)) addAdmitted(value, admits, found);
};

const addAdmitted = (value: unknown, admits: PathStep['admits'], found: Set<object>): void => {
  if (typeof value === 'object' && value !== null && (Array.isArray(value) || admits(value))) found.add(value);
};

const addField = (value: object, key: string, step: PathStep, found: Set<object>): void => {
  if (Array.isArray(value)) {
    for (const item of value) if (item) addField(item as object, key, step, found);
  } else if (Object.hasOwn(value, key)) {
    addAdmitted((value as JsonObject)[key], step.admits, found);
  }
};

const addObjects = (value: object, found: Set<JsonObject>): void => {
  if (!Array.isArray(value)) found.add(value as JsonObject);
  else for (const item of value) if (typeof item === 'object' && item !== null) addObjects(item, found);
};

/** The objects at a place, each once, however many positions share it. */
export const objectsAt = (from: Iterable<object>, path: PlacePath): Set<JsonObject> => {
  let level = new Set<object>(from);
  for (const step of path) {
    const next = new Set<object>();
    for (const value of level) {
      if (step.key === undefined) addItems(value, step, next);
      else addField(value, step.key, step, next);
    }
    level = next;
  }
  const objects = new Set<JsonObject>();
  for (const value of level) addObjects(value, objects);
  return objects;
};

/** Calls `found` with every position of a place in the answer, in the order of the answer. */
export const eachPosition = (
  value: unknown,
  path: PlacePath,
  found: (object: JsonObject, position: ClientPath) => void,
  position: ClientPath = [],
): void => {
  if (Array.isArray(value)) {
    const isListStep = path[0] !== undefined && path[0].key === undefined;
    const rest = isListStep ? path.slice(1) : path;
    const admits = isListStep ? path[0]?.admits : undefined;
    value.forEach((item, index) => {
      if (admits?.(item) ?? true) eachPosition(item, rest, found, [...position, index]);
    });
    return;
  }
  if (!isJsonObject(value)) return;
  const [step, ...rest] = path;
  if (!step) found(value, position);
  else if (step.key === undefined) eachPosition(value, rest, found, position);
  if (step?.key === undefined || !Object.hasOwn(value, step.key)) return;
  const next = value[step.key];
  if (step.admits(next)) eachPosition(next, rest, found, [...position, step.key]);
};
