import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse, validate } from 'graphql';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { type Input, inputsOf } from './inputs.ts';
import { type Result, resultOf } from './result.ts';

/** An endpoint with the document that answers it. */
export interface DocumentedEndpoint {
  readonly endpoint: Endpoint;
  readonly source: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** An endpoint as one graph offers it. */
export interface BoundEndpoint extends DocumentedEndpoint {
  readonly inputs: readonly Input[];
  readonly result: Result;
}

/** Reads the document of every endpoint. Throws where one is missing or no GraphQL. */
export const loadEndpoints = (folder: string): Promise<readonly DocumentedEndpoint[]> =>
  Promise.all(
    ENDPOINTS.map(async (endpoint) => {
      const file = join(folder, `${endpoint.document}.graphql`);
      const source = (await readFile(file, 'utf8')).trim();
      const document = parse(source);
      const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
      if (!operation) throw new Error(`${file} holds no operation`);
      return { endpoint, source, document, operation };
    }),
  );

/** Why a graph cannot offer an endpoint. */
export interface Unfit {
  readonly endpoint: Endpoint;
  readonly problem: string;
}

/** The endpoints that a graph can answer, and those that it cannot. */
export const bindEndpoints = (
  endpoints: readonly DocumentedEndpoint[],
  schema: GraphQLSchema,
): { readonly bound: readonly BoundEndpoint[]; readonly unfit: readonly Unfit[] } => {
  const problems = endpoints.map(({ document }) => validate(schema, document)[0]?.message);
  return {
    bound: endpoints
      .filter((_, index) => problems[index] === undefined)
      .map((one) => ({ ...one, inputs: inputsOf(one, schema), result: resultOf(one, schema) })),
    unfit: endpoints.flatMap(({ endpoint }, index) => {
      const problem = problems[index];
      return problem === undefined ? [] : [{ endpoint, problem }];
    }),
  };
};
