import { idFrom } from '@cardstock/contracts';
import type { GraphRef } from '../domain/graph-ref.ts';
import { compareOperations, type OperationCounts, type PersistedQuery } from '../domain/persisted-queries.ts';
import type { Viewer } from '../domain/scopes.ts';
import { badInput, notFound } from './errors.ts';
import type { Clock, GraphQueries } from './ports.ts';

/** The operations that clients of one variant are known to send. Each variant has one list. */
export interface QueryList {
  readonly id: string;
  readonly ref: GraphRef;
  readonly name: string;
}

export interface ListPublication {
  readonly list: QueryList;
  readonly revision: number;
  readonly counts: OperationCounts;
  readonly actor: string;
  readonly at: Date;
}

/** A list, locked against other publications until its transaction ends. */
export interface LockedList {
  readonly revision: number;
  /** Those of the list that have one of these ids. */
  withIds(ids: readonly string[]): Promise<PersistedQuery[]>;
  readonly size: number;
  write(operations: readonly PersistedQuery[], publication: ListPublication): Promise<void>;
}

/** Runs the work with the list locked, in one transaction; the list is made where it is new. */
export type WithList = <Result>(
  list: QueryList,
  at: Date,
  work: (locked: LockedList) => Promise<Result>,
) => Promise<Result>;

export type ListOutcome =
  | { readonly kind: 'PUBLISHED'; readonly publication: ListPublication; readonly unchanged: boolean }
  | { readonly kind: 'BODY_CHANGED'; readonly ids: readonly string[] };

const MOST_OPERATIONS = 10_000;
const LONGEST_ID = 200;

/** Its id follows from the variant, so that it need not be stored to be told. */
export const listOf = (ref: GraphRef): QueryList => ({
  id: idFrom('persisted-queries', ref.graph, ref.variant),
  ref,
  name: ref.variant,
});

/** The list of a graph with an id, if one of its variants has it. */
export const makeFindList =
  (queries: Pick<GraphQueries, 'variantsOf'>) =>
  async (graph: string, id: string): Promise<QueryList | undefined> =>
    (await queries.variantsOf(graph)).map(({ variant }) => listOf({ graph, variant })).find((list) => list.id === id);

const mustBeFit = (operations: readonly PersistedQuery[]): void => {
  if (operations.length > MOST_OPERATIONS) throw badInput(`Publish at most ${MOST_OPERATIONS} operations at once.`);
  if (operations.some(({ id }) => id === '' || id.length > LONGEST_ID))
    throw badInput(`The id of an operation has 1 to ${LONGEST_ID} characters.`);
  if (operations.some((one) => Object.values(one).some((text) => text.includes('\0'))))
    throw badInput('An operation contains a NUL character.');
};

interface Ports {
  readonly findList: ReturnType<typeof makeFindList>;
  readonly withList: WithList;
  readonly now: Clock;
}

/**
 * Adds operations to a list. What is there under the same id stays: an id stands for its body, so a changed body refuses
 * the whole publication. Throws NOT_FOUND and BAD_USER_INPUT.
 */
export const makePublishOperations =
  ({ findList, withList, now }: Ports) =>
  async (
    viewer: Viewer,
    graph: string,
    listId: string,
    operations: readonly PersistedQuery[],
  ): Promise<ListOutcome> => {
    mustBeFit(operations);
    const list = await findList(graph, listId);
    if (!list) throw notFound(`list of persisted queries "${listId}" in the graph "${graph}"`);
    const at = now();
    return withList(list, at, async (locked): Promise<ListOutcome> => {
      const before = await locked.withIds(operations.map(({ id }) => id));
      const { changedBodies, written, counts } = compareOperations(before, operations, locked.size);
      if (changedBodies.length > 0) return { kind: 'BODY_CHANGED', ids: changedBodies };
      const unchanged = written.length === 0;
      const revision = locked.revision + (unchanged ? 0 : 1);
      const publication = { list, revision, counts, actor: viewer.name, at };
      if (!unchanged) await locked.write(written, publication);
      return { kind: 'PUBLISHED', publication, unchanged };
    });
  };
