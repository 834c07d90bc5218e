/** What of a schema an operation touches. */
export interface Touches {
  /** `query`, `mutation` or `subscription`. */
  readonly kinds: ReadonlySet<string>;
  /** Names of all types that it selects on, gets, names in a condition or sends. */
  readonly types: ReadonlySet<string>;
  /** Types it makes a selection depend on. */
  readonly conditions: ReadonlySet<string>;
  /** `Type.field` of each selection. */
  readonly fields: ReadonlySet<string>;
  /** `Type.field(argument:)` and `@directive(argument:)` that it gives a value. */
  readonly given: ReadonlySet<string>;
  /** Arguments of selected fields that it leaves out, or that a variable may leave null. */
  readonly lacking: ReadonlySet<string>;
  /** Input and enum types of which it may send any value, because a report doesn't tell values. */
  readonly sent: ReadonlySet<string>;
  /** `Enum.VALUE` that it sends as a literal. */
  readonly values: ReadonlySet<string>;
  /** `@directive` that it carries. */
  readonly directives: ReadonlySet<string>;
}

/** The same, to be filled. */
export type TouchSets = { readonly [Name in keyof Touches]: Set<string> };

export const noTouches = (): TouchSets => ({
  kinds: new Set(),
  types: new Set(),
  conditions: new Set(),
  fields: new Set(),
  given: new Set(),
  lacking: new Set(),
  sent: new Set(),
  values: new Set(),
  directives: new Set(),
});
