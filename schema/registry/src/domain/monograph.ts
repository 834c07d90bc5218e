import { buildASTSchema, type GraphQLError, parse, validateSchema } from 'graphql';

const MAX_TOKENS = 500_000;

/** What is wrong with the schema of a graph that is not federated; undefined where nothing is. */
export const faultIn = (sdl: string): string | undefined => {
  try {
    const errors = validateSchema(buildASTSchema(parse(sdl, { maxTokens: MAX_TOKENS })));
    return errors.length > 0 ? errors.map(({ message }) => message).join('\n') : undefined;
  } catch (err) {
    // graphql-js throws whatever it meets first: a syntax error, or that a type is not there.
    return (err as GraphQLError).message;
  }
};
