/** Who ran an operation, and how often. */
export interface ClientUsage {
  readonly name: string;
  readonly version: string;
  /** Requests within the window that was asked for. */
  readonly requests: number;
  readonly lastSeen: Date;
}

/** The fields that an operation selects, by the type that it selects them on. */
export type ReferencedFields = Readonly<Record<string, readonly string[]>>;

/** An operation that clients run, as a usage report or a list of persisted documents tells it. */
export interface KnownOperation {
  /** The hash of name and signature. */
  readonly id: string;
  readonly name: string;
  /** A document; in that of a report literals are blanked and aliases removed. */
  readonly signature: string;
  readonly referencedFields: ReferencedFields;
  readonly clients: readonly ClientUsage[];
  /** Published as a document that clients may run: it counts whether or not anybody ran it lately. */
  readonly isTrusted: boolean;
}
