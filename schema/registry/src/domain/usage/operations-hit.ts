import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import type { SchemaChange } from '../changes/schema-change.ts';
import { isHitBy, mayBreakOtherwise } from './hit-by.ts';
import { newErrors } from './new-errors.ts';
import type { KnownOperation } from './operation.ts';
import { noTouches, type Touches } from './touches.ts';
import { typeIn } from './type-in.ts';
import { touchesOf } from './walk.ts';

/** A change and the operations that it breaks. */
export interface ChangeImpact {
  readonly change: SchemaChange;
  readonly operations: readonly KnownOperation[];
}

/** A known operation, parsed and read under the schema that it runs against today. */
export interface ReadOperation {
  readonly operation: KnownOperation;
  readonly document: DocumentNode | undefined;
  readonly touches: Touches;
}

const parsed = (text: string): DocumentNode | undefined => {
  try {
    return parse(text, { noLocation: true });
  } catch {
    // Stored when another release wrote signatures, or sent by a foreign reporter: its referenced fields still count.
    return undefined;
  }
};

/** Reads an operation, with the fields that its report names beside those in its document. */
export const readOperation = (schema: GraphQLSchema, operation: KnownOperation): ReadOperation => {
  const document = parsed(operation.signature);
  const touches = document ? touchesOf(schema, document) : noTouches();
  const fields = new Set(touches.fields);
  const types = new Set(touches.types);
  for (const [type, names] of Object.entries(operation.referencedFields)) {
    types.add(type);
    for (const name of names) fields.add(`${type}.${name}`);
  }
  return { operation, document, touches: { ...touches, fields, types } };
};

/** An operation that only validation finds broken can be so by nothing but a change of a type that it touches. */
const isNear = ({ coordinate, member }: SchemaChange, { types, kinds }: Touches): boolean =>
  types.has(typeIn(coordinate)) || (member !== undefined && types.has(member)) || kinds.has(coordinate);

const brokenOtherwise = (read: readonly ReadOperation[], before: GraphQLSchema, after: GraphQLSchema): ChangeImpact[] =>
  read.flatMap(({ operation, document }) => {
    const [error] = document ? newErrors(document, before, after) : [];
    if (error === undefined) return [];
    const change: SchemaChange = {
      severity: 'BREAKING',
      code: 'OPERATION_INVALID',
      coordinate: operation.name,
      description: `The operation would be refused: ${error}`,
    };
    return [{ change, operations: [operation] }];
  });

interface Question {
  readonly changes: readonly SchemaChange[];
  readonly operations: readonly ReadOperation[];
  readonly before: GraphQLSchema;
  readonly after: GraphQLSchema;
}

/** What each change does to the operations, in the order of the changes; then what only validation finds, if anything. */
export const operationsHit = ({ changes, operations, before, after }: Question): readonly ChangeImpact[] => {
  const impacts = changes.map((change) => ({
    change,
    operations: operations.filter(({ touches }) => isHitBy(change, touches)).map(({ operation }) => operation),
  }));
  const unsure = changes.filter(mayBreakOtherwise);
  const found = new Set(impacts.flatMap((impact) => impact.operations));
  const doubtful = operations.filter(
    ({ operation, touches }) => !found.has(operation) && unsure.some((change) => isNear(change, touches)),
  );
  return [...impacts, ...brokenOtherwise(doubtful, before, after)];
};
