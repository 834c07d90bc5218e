/** Where a schema comes from, as Rover tells. */
export interface GitContext {
  readonly branch?: string | null;
  readonly commit?: string | null;
  readonly committer?: string | null;
  readonly message?: string | null;
  readonly remoteUrl?: string | null;
}
