import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  SingleFieldSubscriptionsRule,
  validate,
} from 'graphql';
import { BoundedMap } from '../bounded-map.ts';
import { invalidDocument, withCode } from '../errors/refusals.ts';
import type { RequireReadable } from '../limits/require-readable.ts';

const REMEMBERED = 1_000;
/** Beyond this a document is not worth the memory it would be kept in. */
const LONGEST_REMEMBERED = 16_384;
const VARIABLE_ROOT = 'The root field of a subscription cannot depend on a variable.';

export type DocumentReader = (source: string, schema: GraphQLSchema) => DocumentNode | readonly GraphQLError[];

/** Tells errors from what they stand in for. */
export const isRefused = <Value extends object>(
  outcome: Value | readonly GraphQLError[],
): outcome is readonly GraphQLError[] => Array.isArray(outcome);

/** What is wrong with a document; graphql-js throws, instead of reporting, where the root field of a subscription depends on a variable. */
const problemsIn = (document: DocumentNode, schema: GraphQLSchema): readonly GraphQLError[] => {
  try {
    return validate(schema, document);
  } catch (err) {
    if (!(err instanceof GraphQLError)) throw err;
    return [invalidDocument(VARIABLE_ROOT)];
  }
};

/** Throws a validation error for a document that makes graphql-js throw when it validates it. */
export const refuseVariableRoots = (document: DocumentNode, schema: GraphQLSchema): void => {
  try {
    validate(schema, document, [SingleFieldSubscriptionsRule]);
  } catch (err) {
    if (!(err instanceof GraphQLError)) throw err;
    throw invalidDocument(VARIABLE_ROOT);
  }
};

interface ReaderOptions {
  readonly maxTokens: number;
  readonly requireReadable: RequireReadable;
}

const read = (
  source: string,
  schema: GraphQLSchema,
  options: ReaderOptions,
): DocumentNode | readonly GraphQLError[] => {
  let document: DocumentNode;
  try {
    options.requireReadable(source);
    document = parse(source, { maxTokens: options.maxTokens });
  } catch (err) {
    if (err instanceof GraphQLError && err.extensions['code']) return [err];
    if (err instanceof GraphQLError) return [withCode(err, 'GRAPHQL_PARSE_FAILED')];
    throw err;
  }
  const errors = problemsIn(document, schema);
  return errors.length > 0 ? errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) : document;
};

/** Parses and validates documents as Apollo Server does, with the same limits and codes, remembering those that are valid. */
export const makeDocumentReader = (options: ReaderOptions): DocumentReader => {
  const known = new WeakMap<GraphQLSchema, BoundedMap<DocumentNode>>();
  return (source, schema) => {
    const documents = known.get(schema) ?? new BoundedMap<DocumentNode>(REMEMBERED);
    known.set(schema, documents);
    const remembered = documents.get(source);
    if (remembered) return remembered;
    const outcome = read(source, schema, options);
    if (isRefused(outcome) || source.length > LONGEST_REMEMBERED) return outcome;
    return documents.set(source, outcome);
  };
};
