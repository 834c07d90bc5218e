/** What a change may do to a client: break it, surprise it, or nothing. */
export type ChangeSeverity = 'BREAKING' | 'DANGEROUS' | 'SAFE';

/** One difference between two API schemas. */
export interface SchemaChange {
  readonly severity: ChangeSeverity;
  /** In the vocabulary of Apollo's tools, such as FIELD_REMOVED. */
  readonly code: string;
  /** A schema coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `@directive` or `@directive(argument:)`. */
  readonly coordinate: string;
  /** The type that came into or left a union or an interface. */
  readonly member?: string;
  readonly description: string;
}
