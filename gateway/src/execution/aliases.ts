import type { Schema } from '@apollo/federation-internals';
import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

/** Names that a plan must not answer under the name that the client chose. */
export type TakenNames = ReadonlySet<string>;

/** A document as it is planned, and what the client calls the fields that go by another name there. */
export interface PlannableDocument {
  readonly document: DocumentNode;
  readonly plannedNameOf: (field: FieldNode) => string;
  readonly clientNames: ReadonlyMap<string, string>;
}

const NAME = /[_A-Za-z]\w*/g;
const INTERNAL_SELECTIONS: Readonly<Record<string, readonly string[]>> = {
  join__type: ['key'],
  join__field: ['requires'],
};
/** Every JavaScript object has these. */
const BUILT_IN = Object.getOwnPropertyNames(Object.prototype);

const selectionsIn = ({ name, args }: { name: string; args: Record<string, unknown> }): string[] =>
  (INTERNAL_SELECTIONS[name] ?? []).flatMap((argument) => {
    const text = args[argument];
    return typeof text === 'string' ? (text.match(NAME) ?? []) : [];
  });

/** The names that plans select for themselves: those in keys and requirements, and `__typename`. */
export const takenNames = (supergraph: Schema): TakenNames => {
  const names = supergraph.types().flatMap((type) => {
    const fields = 'fields' in type ? [...(type.fields as () => readonly { appliedDirectives: unknown }[])()] : [];
    return [type, ...fields].flatMap(({ appliedDirectives }) =>
      (appliedDirectives as { name: string; arguments(): Record<string, unknown> }[]).flatMap((directive) =>
        selectionsIn({ name: directive.name, args: directive.arguments() }),
      ),
    );
  });
  return new Set([...names, '__typename']);
};

/** What the answer calls a field. */
export const clientNameOf = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;

const prefixFor = (document: DocumentNode, taken: TakenNames): string => {
  const names = new Set(taken);
  visit(document, { Field: (field) => void names.add(clientNameOf(field)) });
  let prefix = '_client_';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return prefix;
};

/**
 * The query planner adds keys and required fields to what a client selects, and takes a field that goes by the name of
 * one for it: `order { id: number customer { name } }` gives it the id for the number, or the number for the key. So an
 * alias of such a name, and such a field with arguments, is planned under a name of its own.
 */
export const makePlannable = (document: DocumentNode, taken: TakenNames): PlannableDocument => {
  const isHidden = (field: FieldNode): boolean => {
    const name = clientNameOf(field);
    if (BUILT_IN.includes(name)) return true;
    return taken.has(name) && (name !== field.name.value || (field.arguments?.length ?? 0) > 0);
  };
  let prefix: string | undefined;
  const clientNames = new Map<string, string>();
  const plannedNameOf = (field: FieldNode): string => {
    const name = clientNameOf(field);
    if (!isHidden(field)) return name;
    prefix ??= prefixFor(document, taken);
    clientNames.set(`${prefix}${name}`, name);
    return `${prefix}${name}`;
  };
  const planned = visit(document, {
    Field: (field) => {
      const value = plannedNameOf(field);
      if (value === clientNameOf(field)) return undefined;
      return { ...field, alias: { kind: Kind.NAME, value } };
    },
  });
  return { document: planned, plannedNameOf, clientNames };
};
