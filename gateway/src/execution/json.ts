/** What JSON can hold, as `JSON.parse` makes it. */
export type JsonObject = Record<string, unknown>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** A deep copy of parsed JSON. */
export const cloneJson = (value: unknown): unknown => {
  if (!isContainer(value)) return value;
  if (Array.isArray(value)) return value.map(cloneJson);
  const source = value as JsonObject;
  const copy: JsonObject = {};
  for (const key in source) if (key !== '__proto__') copy[key] = cloneJson(source[key]);
  return copy;
};

const mergeLists = (target: unknown[], source: readonly unknown[]): void => {
  source.forEach((value, index) => {
    const known = target[index];
    if (isJsonObject(known) && isJsonObject(value)) mergeJson(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
    else target[index] = value;
  });
};

/** Adds to `target`, in place and in depth, what `source` has; lists of one length are merged item by item. */
export const mergeJson = (target: JsonObject, source: JsonObject): void => {
  for (const key in source) {
    // An own key of this name can come out of JSON.parse; assigning it would change what the object is.
    if (key === '__proto__') continue;
    const value = source[key];
    const known = isContainer(value) && Object.hasOwn(target, key) ? target[key] : undefined;
    if (isJsonObject(known) && isJsonObject(value)) mergeJson(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
    else target[key] = value;
  }
};
