import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import { type DefinitionNode, type GraphQLSchema, Kind, print } from 'graphql';

const ROOTS = ['Query', 'Mutation', 'Subscription'];

const nameOf = (definition: DefinitionNode): string => ('name' in definition && definition.name?.value) || '';

/** The schema itself, its directives, the roots, all other types. */
const rankOf = (definition: DefinitionNode): number => {
  if (definition.kind === Kind.SCHEMA_DEFINITION) return 0;
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) return 1;
  const root = ROOTS.indexOf(nameOf(definition));
  return root < 0 ? 2 + ROOTS.length : 2 + root;
};

/** By rank, then by name as code units, which are the same in every locale. */
const byPlace = (one: DefinitionNode, other: DefinitionNode): number => {
  const ranks = rankOf(one) - rankOf(other);
  if (ranks !== 0) return ranks;
  return nameOf(one) < nameOf(other) ? -1 : 1;
};

/**
 * Prints the types of a schema by name, the roots first: type-graphql gives them as their files were imported, so that moving
 * a file would move half of the SDL. Fields stay in the order in which people wrote them.
 */
export const printTypes = (schema: GraphQLSchema): string => {
  const { kind, definitions } = getDocumentNodeFromSchema(schema);
  return print({ kind, definitions: definitions.toSorted(byPlace) });
};
