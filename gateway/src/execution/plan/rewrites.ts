import type { FetchDataRewrite } from '@apollo/query-planner';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { TypeConditions } from './type-conditions.ts';

/** Changes, in place, what is sent to a subgraph or came from it. */
export type Rewrite = (value: unknown) => void;

const FRAGMENT = '... on ';

const changeOf = (rewrite: FetchDataRewrite, field: string): ((object: JsonObject) => void) => {
  if (rewrite.kind === 'ValueSetter') {
    return (object) => {
      object[field] = rewrite.setValueTo;
    };
  }
  return (object) => {
    if (!Object.hasOwn(object, field) || object[field] === undefined) return;
    object[rewrite.renameKeyTo] = object[field];
    delete object[field];
  };
};

const eachItem =
  (change: (object: JsonObject) => void): Rewrite =>
  (value) => {
    if (Array.isArray(value)) value.forEach(eachItem(change));
    else if (isJsonObject(value)) change(value);
  };

const at = (path: readonly string[], change: (object: JsonObject) => void, conditions: TypeConditions): Rewrite => {
  const [first, ...rest] = path;
  if (first === undefined) return eachItem(change);
  const next = at(rest, change, conditions);
  if (!first.startsWith(FRAGMENT)) {
    return eachItem((object) => {
      if (Object.hasOwn(object, first)) next(object[first]);
    });
  }
  const meets = conditions(first.slice(FRAGMENT.length));
  return eachItem((object) => {
    const typename = object['__typename'];
    if (typeof typename !== 'string' || meets(typename)) next(object);
  });
};

/** Compiles the rewrites of a fetch; undefined where it has none. */
export const compileRewrites = (
  rewrites: readonly FetchDataRewrite[] | undefined,
  conditions: TypeConditions,
): Rewrite | undefined => {
  const all = (rewrites ?? []).flatMap((rewrite) => {
    const field = rewrite.path.at(-1);
    return field === undefined ? [] : [at(rewrite.path.slice(0, -1), changeOf(rewrite, field), conditions)];
  });
  if (all.length === 0) return undefined;
  return (value) => {
    for (const rewrite of all) rewrite(value);
  };
};
