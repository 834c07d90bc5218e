import { calculateReferencedFieldsByType, usageReportingSignature } from '@apollo/utils.usagereporting';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** What a report says of an operation, however often and by whom it is run. */
export interface OperationFacts {
  /** The name and the signature, as Apollo's own reports key them. */
  readonly statsKey: string;
  readonly referencedFields: ReturnType<typeof calculateReferencedFieldsByType>;
  /** About what it takes in a report. */
  readonly bytes: number;
}

/** A valid operation, under the schema that it was found valid with. */
export interface NamedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
}

const bytesOf = (statsKey: string, referencedFields: OperationFacts['referencedFields']): number =>
  Object.entries(referencedFields).reduce(
    (bytes, [type, { fieldNames = [] }]) =>
      bytes + 8 + type.length + (fieldNames ?? []).reduce((sum, { length }) => sum + 2 + length, 0),
    statsKey.length + 8,
  );

/** Throws for what is not valid. */
const factsOf = ({ schema, document, operationName }: NamedOperation): OperationFacts => {
  const statsKey = `# ${operationName || '-'}\n${usageReportingSignature(document, operationName ?? '')}`;
  const referencedFields = calculateReferencedFieldsByType({ schema, document, resolvedOperationName: operationName });
  return { statsKey, referencedFields, bytes: bytesOf(statsKey, referencedFields) };
};

export interface KnownFacts {
  /** What is known already. */
  find(operation: NamedOperation): OperationFacts | undefined;
  /** Takes about as long as validating the document does. */
  learn(operation: NamedOperation): OperationFacts;
}

type ByName = Map<string | null, OperationFacts>;

/** Works out each operation once, for as long as its document and its schema are in use. */
export const makeKnownFacts = (): KnownFacts => {
  const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, ByName>>();
  const find: KnownFacts['find'] = ({ schema, document, operationName }) =>
    known.get(schema)?.get(document)?.get(operationName);
  return {
    find,
    learn: (operation) => {
      const facts = find(operation) ?? factsOf(operation);
      const documents = known.get(operation.schema) ?? new WeakMap<DocumentNode, ByName>();
      known.set(operation.schema, documents);
      const byName = documents.get(operation.document) ?? new Map();
      documents.set(operation.document, byName.set(operation.operationName, facts));
      return facts;
    },
  };
};
