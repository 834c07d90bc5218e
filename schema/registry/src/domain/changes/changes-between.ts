import type { Change, CriticalityLevel, TypeOfChangeType } from '@graphql-inspector/core';
import { diffSchema } from '@graphql-inspector/core/diff/schema';
import type { GraphQLSchema } from 'graphql';
import { NAMINGS } from './apollo-codes.ts';
import type { ChangeSeverity, SchemaChange } from './schema-change.ts';

const SEVERITIES: Readonly<Record<`${CriticalityLevel}`, ChangeSeverity>> = {
  BREAKING: 'BREAKING',
  DANGEROUS: 'DANGEROUS',
  NON_BREAKING: 'SAFE',
};
const ORDER: readonly ChangeSeverity[] = ['BREAKING', 'DANGEROUS', 'SAFE'];
const MAX_DESCRIPTION = 500;

/** `T.f.a` as `T.f(a:)`, `@d.a` as `@d(a:)`, without the directive at its end where one is told of. */
const coordinateOf = (path: string): string => {
  const parts = path.split('.').filter((part, index) => index === 0 || !part.startsWith('@'));
  const argument = parts[parts[0]?.startsWith('@') ? 1 : 2];
  return argument === undefined ? parts.join('.') : `${parts.slice(0, -1).join('.')}(${argument}:)`;
};

const named = (change: Change, after: GraphQLSchema, before: GraphQLSchema): SchemaChange | undefined => {
  const naming = NAMINGS[change.type as TypeOfChangeType];
  const name = typeof naming === 'function' ? naming(change, after, before) : naming && { code: naming };
  if (!name) return undefined;
  return {
    severity: SEVERITIES[change.criticality.level],
    coordinate: coordinateOf(change.path ?? ''),
    description: change.message.slice(0, MAX_DESCRIPTION),
    ...name,
  };
};

const parentOf = (coordinate: string): string | undefined => /^(.+?)(\.[^.()]+|\([^()]*\))$/.exec(coordinate)?.[1];

/** Not for what belongs to something that is itself new: that it came says it all. */
const isOfSomethingNew = ({ code, coordinate, member }: SchemaChange, added: ReadonlySet<string>): boolean => {
  if (member !== undefined && (added.has(coordinate) || added.has(member))) return true;
  const isItself = code === 'TYPE_ADDED' || code === 'DIRECTIVE_ADDED' || code === 'FIELD_ADDED';
  for (let of = isItself ? parentOf(coordinate) : coordinate; of !== undefined; of = parentOf(of)) {
    if (added.has(of)) return true;
  }
  return false;
};

const inOrder = (a: SchemaChange, b: SchemaChange): number =>
  ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
  Number(a.coordinate > b.coordinate) - Number(a.coordinate < b.coordinate);

/** What clients may notice when `after` takes the place of `before`: what breaks them first, then by coordinate. */
export const changesBetween = (before: GraphQLSchema, after: GraphQLSchema): readonly SchemaChange[] => {
  const changes = diffSchema(before, after).flatMap((change) => named(change, after, before) ?? []);
  const added = new Set(
    changes.flatMap(({ code, coordinate }) => (/^(TYPE|DIRECTIVE|FIELD)_ADDED$/.test(code) ? [coordinate] : [])),
  );
  return changes.filter((change) => !isOfSomethingNew(change, added)).sort(inOrder);
};
