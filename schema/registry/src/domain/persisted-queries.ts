export interface PersistedQuery {
  readonly id: string;
  /** Empty for all clients. */
  readonly clientName: string;
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

export interface OperationCounts {
  readonly added: number;
  readonly identical: number;
  readonly updated: number;
  /** Those of the list that the publication does not name. */
  readonly unaffected: number;
  readonly removed: number;
}

export interface Comparison {
  /** Ids whose body is another one than before, or that come with two bodies. */
  readonly changedBodies: readonly string[];
  /** What is new, or has another name. */
  readonly written: readonly PersistedQuery[];
  readonly counts: OperationCounts;
}

const keyOf = ({ id, clientName }: PersistedQuery): string => JSON.stringify([id, clientName]);

/** What a publication does to a list that has these operations, of `size` in all. */
export const compareOperations = (
  before: readonly PersistedQuery[],
  published: readonly PersistedQuery[],
  size: number,
): Comparison => {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  const unique = new Map(published.map((one) => [keyOf(one), one]));
  const isChanged = (one: PersistedQuery): boolean => {
    const others = [known.get(keyOf(one)), unique.get(keyOf(one))];
    return others.some((other) => other !== undefined && other.body !== one.body);
  };
  const all = [...unique.values()];
  const added = all.filter((one) => !known.has(keyOf(one)));
  const updated = all.filter((one) => {
    const other = known.get(keyOf(one));
    return other !== undefined && (other.name !== one.name || other.type !== one.type);
  });
  const identical = all.length - added.length - updated.length;
  return {
    changedBodies: [...new Set(published.filter(isChanged).map(({ id }) => id))],
    written: [...added, ...updated],
    counts: {
      added: added.length,
      identical,
      updated: updated.length,
      unaffected: size - identical - updated.length,
      removed: 0,
    },
  };
};
