/** A value that is kept as one document and replaced as a whole, so that every change of it is atomic. */
export interface WholeDocument<Value extends { readonly version: number }> {
  load(): Promise<Value>;
  /** Replaces the value that has the version before this one; false where somebody else did meanwhile. */
  replace(next: Value): Promise<boolean>;
}

const ATTEMPTS = 50;

export type Change<Value, Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** Loads, decides and replaces, again where somebody was faster. Throws where it loses all the time. */
export const changeWhole = async <Value extends { readonly version: number }, Refusal>(
  document: WholeDocument<Value>,
  decide: (value: Value) => Promise<Change<Value, Refusal>> | Change<Value, Refusal>,
): Promise<Change<Value, Refusal>> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await document.load();
    const decision = await decide(before);
    if (!decision.ok || decision.value === before) return decision;
    const value = { ...decision.value, version: before.version + 1 };
    if (await document.replace(value)) return { ok: true, value };
  }
  throw new Error('others changed the same document all the time');
};
