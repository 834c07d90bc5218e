import type { GraphQLSchema } from 'graphql';
import { changesBetween } from '../domain/changes/changes-between.ts';
import type { SchemaChange } from '../domain/changes/schema-change.ts';
import type { KnownOperation } from '../domain/usage/operation.ts';
import { operationsHit, readOperation } from '../domain/usage/operations-hit.ts';
import type { Approvals } from './approvals.ts';
import type { ContractFile } from './contract.ts';
import { operationNameOf } from './documents.ts';

/** A change of the API, the documents that it breaks, and what was said about it. */
export interface ReviewedChange extends SchemaChange {
  readonly operations: readonly { readonly name: string; readonly path: string }[];
  /** Why this break is meant; undefined where nobody said so. */
  readonly approval: string | undefined;
}

/** A document is known by its path, so that the answer leads back to its file. */
const knownOperation = (file: ContractFile): KnownOperation => ({
  id: file.path,
  name: operationNameOf(file),
  signature: file.text,
  referencedFields: {},
  clients: [],
  isTrusted: true,
});

interface Apis {
  readonly before: GraphQLSchema;
  readonly after: GraphQLSchema;
  /** Documents that clients run against `before`. */
  readonly documents: readonly ContractFile[];
  readonly approvals: Approvals;
}

/** Everything that differs between two APIs, with the documents in the field that a breaking change would break. */
export const reviewChanges = ({ before, after, documents, approvals }: Apis): readonly ReviewedChange[] => {
  const changes = changesBetween(before, after);
  const operations = documents.map((file) => readOperation(before, knownOperation(file)));
  const impacts = operationsHit({ changes, operations, before, after });
  return changes.map((change) => ({
    ...change,
    operations: impacts
      .filter((impact) => impact.change === change)
      .flatMap((impact) => impact.operations.map(({ id, name }) => ({ name, path: id }))),
    approval: approvals.of(change)?.reason,
  }));
};
