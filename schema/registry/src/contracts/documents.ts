import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, Source, validate } from 'graphql';
import type { ContractFile } from './contract.ts';

/** A document that does not fit the API. */
export interface BrokenDocument {
  readonly name: string;
  readonly path: string;
  readonly errors: readonly { readonly message: string; readonly line: number; readonly column: number }[];
}

const nameIn = (document: DocumentNode): string | undefined =>
  document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)?.name?.value;

/** The name of the operation in a file; the file's own where there is none. */
export const operationNameOf = ({ path, text }: ContractFile): string => {
  const fallback = path.slice(path.lastIndexOf('/') + 1);
  try {
    return nameIn(parse(text)) ?? fallback;
  } catch (err) {
    if (!(err instanceof GraphQLError)) throw err;
    return fallback;
  }
};

const errorsOf = (schema: GraphQLSchema, { path, text }: ContractFile): readonly GraphQLError[] => {
  try {
    return validate(schema, parse(new Source(text, path)));
  } catch (err) {
    if (!(err instanceof GraphQLError)) throw err;
    return [err];
  }
};

/** The documents that cannot be run against this API, each with why. */
export const brokenDocuments = (schema: GraphQLSchema, documents: readonly ContractFile[]): readonly BrokenDocument[] =>
  documents.flatMap((file) => {
    const errors = errorsOf(schema, file).map(({ message, locations }) => ({
      message,
      line: locations?.[0]?.line ?? 1,
      column: locations?.[0]?.column ?? 1,
    }));
    return errors.length > 0 ? [{ name: operationNameOf(file), path: file.path, errors }] : [];
  });
