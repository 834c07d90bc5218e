/** Who changes something, and when. */
export interface Author {
  readonly actor: string;
  readonly at: Date;
  /** Names the request that wanted it, where that came with an idempotency key. */
  readonly commandId?: string | undefined;
}

/** A change as it is remembered: each one makes a version of its document. */
export interface MadeChange<Change> extends Author {
  readonly version: number;
  readonly change: Change;
}

/** Changes of one document, oldest first, and how many there are in all. */
export interface FoundChanges<Change> {
  readonly changes: readonly MadeChange<Change>[];
  readonly total: number;
}

/** Which changes: those after a version, of everything or of one subject. */
export interface ChangesPart {
  readonly subject: string | undefined;
  readonly afterVersion: number;
  readonly limit: number;
}

/** A value that is kept as one document and replaced as a whole, so that every change of it is atomic. */
export interface WholeDocument<Value extends { readonly version: number }, Change> {
  load(): Promise<Value>;
  /** The version of the value, without the value. */
  version(): Promise<number>;
  /** Replaces the value that these changes were made of, and remembers them; false where somebody else did meanwhile. */
  replace(next: Value, changes: readonly MadeChange<Change>[]): Promise<boolean>;
  /** Whether a request has been carried out. */
  isDone(commandId: string): Promise<boolean>;
  /** What was changed so far. */
  changes(part: ChangesPart): Promise<FoundChanges<Change>>;
}

const ATTEMPTS = 50;

/** A new value with what changed in it; the same value where nothing did. */
export type Decision<Value, Change, Refusal> =
  | { readonly ok: true; readonly value: Value; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly refusal: Refusal };

export type Outcome<Value, Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Loads, decides and replaces, again where somebody was faster. A request that is sent again changes nothing more, also
 * where others have changed the same since. Throws where it loses all the time.
 */
export const changeWhole = async <Value extends { readonly version: number }, Change, Refusal>(
  document: WholeDocument<Value, Change>,
  by: Author,
  decide: (value: Value) => Promise<Decision<Value, Change, Refusal>> | Decision<Value, Change, Refusal>,
): Promise<Outcome<Value, Refusal>> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (by.commandId !== undefined && (await document.isDone(by.commandId)))
      return { ok: true, value: await document.load() };
    const before = await document.load();
    const decision = await decide(before);
    if (!decision.ok) return decision;
    if (decision.changes.length === 0) return { ok: true, value: before };
    const made = decision.changes.map((change, index) => ({ ...by, version: before.version + 1 + index, change }));
    const value = { ...decision.value, version: before.version + made.length };
    if (await document.replace(value, made)) return { ok: true, value };
  }
  throw new Error('others changed the same document all the time');
};
