import {
  baseType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type NamedType,
  type Schema,
} from '@apollo/federation-internals';
import { makeDirectivesOf } from './directives.ts';
import { allOf, isNothing, keyOf, type Need, policiesIn } from './need.ts';
import { type Field, makeSourcesOf } from './sources.ts';

/** What a graph asks of its viewers. Equal needs are the same object; `undefined` is free for everybody. */
export interface Rights {
  /** Nothing in the graph needs anything. */
  readonly isFree: boolean;
  /** The names of all policies that it asks for. */
  readonly policies: readonly string[];
  /** To select a field of a type; `__typename` needs what its type needs. */
  readonly ofField: (type: string, field: string) => Need | undefined;
  /** To give a value of a type as an argument: what any part of it needs. */
  readonly ofInput: (type: string) => Need | undefined;
  /** Every part of it, as one. */
  readonly together: (needs: readonly (Need | undefined)[]) => Need | undefined;
}

type Together = Rights['together'];

/** Makes equal needs one object, so that a viewer is asked once for each. */
const makeTogether = (): Together => {
  const known = new Map<string, Need>();
  return (needs) => {
    const need = allOf(needs.filter((part) => part !== undefined));
    if (isNothing(need)) return undefined;
    const key = keyOf(need);
    const first = known.get(key) ?? need;
    known.set(key, first);
    return first;
  };
};

/** A type, an interface with all that may stand for it, and so on: what may be behind a name. */
const typesBehind = (type: NamedType): readonly NamedType[] =>
  isInterfaceType(type) ? [type, ...type.possibleRuntimeTypes()] : [type];

const inputTypesOf = (type: NamedType, seen = new Set<NamedType>()): ReadonlySet<NamedType> => {
  if (seen.has(type)) return seen;
  seen.add(type);
  if (isInputObjectType(type)) for (const field of type.fields()) inputTypesOf(baseType(field.type as never), seen);
  return seen;
};

const makeNeeds = (schema: Schema, together: Together) => {
  const directivesOf = makeDirectivesOf(schema);
  const sourcesOf = makeSourcesOf(schema);
  const ofType = (type: NamedType): Need => allOf(typesBehind(type).map(directivesOf));
  const alone = (field: Field): Need =>
    allOf([directivesOf(field as never), ofType(field.parent), ofType(baseType(field.type as never))]);
  const withSources = (field: Field, seen: Set<Field>): Need[] => {
    if (seen.has(field)) return [];
    seen.add(field);
    return [alone(field), ...sourcesOf(field).flatMap((source) => withSources(source, seen))];
  };
  return {
    ofType: (type: NamedType) => together([ofType(type)]),
    ofField: (field: Field) => together(withSources(field, new Set())),
    ofInput: (type: NamedType) => together([...inputTypesOf(type)].map(directivesOf)),
  };
};

/** Reads what each field of a supergraph needs: its own, its parent's and its type's directives, and those of all it is made from. */
export const rightsOf = (schema: Schema): Rights => {
  const together = makeTogether();
  const needs = makeNeeds(schema, together);
  const fields = new Map<string, Need | undefined>();
  const inputs = new Map<string, Need | undefined>();
  for (const type of schema.types()) {
    if (isCompositeType(type)) fields.set(`${type.name}.__typename`, needs.ofType(type));
    else inputs.set(type.name, needs.ofInput(type));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields()) fields.set(`${type.name}.${field.name}`, needs.ofField(field as Field));
  }
  const all = [...fields.values(), ...inputs.values()].filter((need) => need !== undefined);
  return {
    isFree: all.length === 0,
    policies: policiesIn(all),
    ofField: (type, field) => fields.get(`${type}.${field}`),
    ofInput: (type) => inputs.get(type),
    together,
  };
};
