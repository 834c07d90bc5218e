import { type GraphQLSchema, validate } from 'graphql';
import type { DocumentedEndpoint } from './documents.ts';
import type { Endpoint } from './endpoints.ts';
import { type Input, inputsOf } from './inputs.ts';
import { type Result, resultOf } from './result.ts';

/** An endpoint as one graph offers it. */
export interface BoundEndpoint extends DocumentedEndpoint {
  readonly inputs: readonly Input[];
  readonly result: Result;
}

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
