import {
  AuthenticatedSpecDefinition,
  FeatureUrl,
  PolicySpecDefinition,
  RequiresScopesSpecDefinition,
} from '@apollo/federation-internals';
import { type ConstDirectiveNode, Kind, parse, print, visit } from 'graphql';

const ENFORCED = new Set([
  AuthenticatedSpecDefinition.identity,
  RequiresScopesSpecDefinition.identity,
  PolicySpecDefinition.identity,
]);

const isEnforced = ({ name, arguments: given = [] }: ConstDirectiveNode): boolean => {
  const url = given.find((argument) => argument.name.value === 'url')?.value;
  if (name.value !== 'link' || url?.kind !== Kind.STRING) return false;
  const feature = FeatureUrl.parse(url.value);
  return ENFORCED.has(feature.identity) && feature.version.toString() === 'v0.1';
};

/**
 * `@apollo/gateway` refuses a supergraph with features for security that it cannot enforce. Of those that are enforced here, it is not told
 * that they are; any other, or another version of these, it goes on refusing.
 */
export const withEnforcedSecurity = (supergraphSdl: string): string =>
  print(
    visit(parse(supergraphSdl), {
      Directive: (node) => {
        if (!isEnforced(node as ConstDirectiveNode)) return undefined;
        return { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== 'for') };
      },
    }),
  );
