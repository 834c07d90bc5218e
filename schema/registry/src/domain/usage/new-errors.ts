import {
  type DocumentNode,
  type GraphQLSchema,
  OverlappingFieldsCanBeMergedRule,
  specifiedRules,
  validate,
} from 'graphql';

/**
 * Without the rule on fields that overlap: a signature has lost its aliases, so that two uses of a field with different
 * arguments look like one.
 */
const RULES = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);

const errorsOf = (schema: GraphQLSchema, document: DocumentNode): readonly string[] =>
  validate(schema, document, RULES, { hideSuggestions: true }).map(({ message }) => message);

/**
 * What is wrong with a document under `after` that was right under `before`. Errors of both are no news: the blanked
 * literals of a signature make some.
 */
export const newErrors = (document: DocumentNode, before: GraphQLSchema, after: GraphQLSchema): readonly string[] => {
  const errors = errorsOf(after, document);
  if (errors.length === 0) return errors;
  const known = new Set(errorsOf(before, document));
  return errors.filter((error) => !known.has(error));
};
