import {
  AuthenticatedSpecDefinition,
  type FieldDefinition,
  type NamedType,
  PolicySpecDefinition,
  RequiresScopesSpecDefinition,
  type Schema,
} from '@apollo/federation-internals';
import { type AnyOf, allOf, type Need, NO_NEED } from './need.ts';

type Element = NamedType | FieldDefinition<never>;

/** What is written on a type or field of the supergraph. Composition has merged there what the subgraphs say, so that all of it holds. */
export type DirectivesOf = (element: Element) => Need;

/** A supergraph may import the directives under other names. */
const nameIn = (schema: Schema, { identity, directiveName }: { identity: string; directiveName: string }) =>
  schema.coreFeatures?.getByIdentity(identity)?.directiveNameInSchema(directiveName);

const argumentsOf = (element: Element, name: string | undefined): Record<string, unknown>[] =>
  name === undefined ? [] : element.appliedDirectivesOf(name).map((applied) => applied.arguments());

export const makeDirectivesOf = (schema: Schema): DirectivesOf => {
  const authenticated = nameIn(schema, AuthenticatedSpecDefinition);
  const requiresScopes = nameIn(schema, RequiresScopesSpecDefinition);
  const policy = nameIn(schema, PolicySpecDefinition);
  if (!authenticated && !requiresScopes && !policy) return () => NO_NEED;
  return (element) =>
    allOf([
      {
        isLogin: argumentsOf(element, authenticated).length > 0,
        scopes: argumentsOf(element, requiresScopes).map(({ scopes }) => scopes as AnyOf),
        policies: argumentsOf(element, policy).map(({ policies }) => policies as AnyOf),
      },
    ]);
};
