import { setImmediate as others } from 'node:timers/promises';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { changesBetween } from '../domain/changes/changes-between.ts';
import { hashOf } from '../domain/document-hash.ts';
import { nearTo } from '../domain/usage/near.ts';
import type { KnownOperation } from '../domain/usage/operation.ts';
import { type ChangeImpact, operationsHit, type ReadOperation, readOperation } from '../domain/usage/operations-hit.ts';
import type { CheckedChange } from './ports.ts';
import { verdictsOn } from './verdicts.ts';

const SCHEMAS = 20;
const READ_OPERATIONS = 5_000;
/** So many operations are read before other requests get their turn. */
const STEP = 50;
/** What is read of an operation depends on these two; ids are chosen by whoever publishes or reports. */
const contentOf = ({ signature, referencedFields }: KnownOperation): string =>
  hashOf(JSON.stringify([signature, referencedFields]));

/** An API schema and the hash of its text. */
export interface ApiText {
  readonly hash: string;
  readonly sdl: string;
}

/** Adds what a part of the operations suffers to what others do; what validation alone finds comes last. */
const add = (impacts: ChangeImpact[], more: readonly ChangeImpact[]): void => {
  for (const impact of more) {
    const index = impacts.findIndex(({ change }) => change === impact.change);
    const known = impacts[index];
    if (known) impacts[index] = { ...known, operations: [...known.operations, ...impact.operations] };
    else impacts.push(impact);
  }
};

export type JudgeChanges = (
  before: ApiText,
  after: ApiText,
  operations: readonly KnownOperation[],
) => Promise<readonly CheckedChange[]>;

/** Compares two APIs and tells for each change who is in its way. Remembers schemas and operations that it has read. */
export const makeJudgeChanges = (): JudgeChanges => {
  const schemas = new LRUCache<string, GraphQLSchema>({ max: SCHEMAS });
  const known = new LRUCache<string, ReadOperation>({ max: READ_OPERATIONS });
  const schemaOf = ({ hash, sdl }: ApiText): GraphQLSchema => {
    const schema = schemas.get(hash) ?? buildSchema(sdl, { assumeValidSDL: true });
    schemas.set(hash, schema);
    return schema;
  };
  const read = async (api: ApiText, operations: readonly KnownOperation[]): Promise<ReadOperation[]> => {
    const schema = schemaOf(api);
    const result: ReadOperation[] = [];
    for (const operation of operations) {
      const key = `${api.hash} ${contentOf(operation)}`;
      const remembered = known.get(key);
      if (!remembered && result.length % STEP === 0) await others();
      const one = remembered ?? readOperation(schema, operation);
      known.set(key, one);
      result.push({ ...one, operation });
    }
    return result;
  };
  return async (before, after, operations) => {
    if (before.hash === after.hash) return [];
    const changes = changesBetween(schemaOf(before), schemaOf(after));
    if (changes.length === 0) return [];
    await others();
    const near = await read(before, operations.filter(nearTo(changes, schemaOf(before))));
    const impacts: ChangeImpact[] = changes.map((change) => ({ change, operations: [] }));
    for (let first = 0; first < near.length; first += STEP) {
      const some = near.slice(first, first + STEP);
      add(impacts, operationsHit({ changes, operations: some, before: schemaOf(before), after: schemaOf(after) }));
      await others();
    }
    return verdictsOn(impacts);
  };
};
