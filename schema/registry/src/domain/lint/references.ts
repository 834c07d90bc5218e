import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql';
import { type Element, rootTypesOf } from './elements.ts';
import type { Judge, Violation } from './violation.ts';

interface References {
  /** Types of output fields, of inputs and arguments, and of members of unions, by name. */
  readonly asOutput: ReadonlySet<string>;
  readonly asInput: ReadonlySet<string>;
  readonly asMember: ReadonlySet<string>;
  /** Interface names by the types that implement them. */
  readonly interfacesOf: ReadonlyMap<string, readonly string[]>;
}

const namedTypesIn = (node: ASTNode): readonly string[] => {
  const names: string[] = [];
  visit(node, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
};

/** What each type of a document is referred to as. */
const referencesIn = (document: DocumentNode): References => {
  const [asOutput, asInput, asMember] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const interfacesOf = new Map<string, readonly string[]>();
  visit(document, {
    FieldDefinition: ({ type }) => void asOutput.add(namedTypesIn(type)[0] ?? ''),
    InputValueDefinition: ({ type }) => void asInput.add(namedTypesIn(type)[0] ?? ''),
    enter: (node) => {
      if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION)
        for (const { name } of node.types ?? []) asMember.add(name.value);
      if ('interfaces' in node && 'name' in node && node.name)
        interfacesOf.set(node.name.value, [
          ...(interfacesOf.get(node.name.value) ?? []),
          ...(node.interfaces ?? []).map(({ name }) => name.value),
        ]);
    },
  });
  return { asOutput, asInput, asMember, interfacesOf };
};

const isEntity = ({ directives }: Element): boolean => directives.some(({ name }) => name.value === 'key');

/** A type of this subgraph that nothing of it refers to. Entities and roots are reached from elsewhere. */
export const judgeUnused: Judge = ({ document, elements }) => {
  const { asOutput, asInput, asMember, interfacesOf } = referencesIn(document);
  const roots = new Set(Object.values(rootTypesOf(document)));
  const isUsed = (name: string): boolean => asOutput.has(name) || asInput.has(name) || asMember.has(name);
  const types = elements.filter(({ kind, owner }) => kind === 'type' && owner.kind.endsWith('TypeDefinition'));
  return types
    .filter((element) => !roots.has(element.name.value) && !isEntity(element) && !isUsed(element.name.value))
    .filter(({ name }) => !interfacesOf.get(name.value)?.some(isUsed))
    .filter(({ name }) => ![...interfacesOf.values()].some((names) => names.includes(name.value)))
    .map((element) => ({
      rule: 'DEFINED_TYPES_ARE_UNUSED',
      element,
      message: `"${element.name.value}" is used nowhere in this subgraph.`,
    }));
};

/** An enum that is named as an input is one, and the other way round. */
export const judgeEnums: Judge = ({ document, elements }) => {
  const { asOutput, asInput } = referencesIn(document);
  const enums = elements.filter(({ kind, owner }) => kind === 'type' && owner.kind === Kind.ENUM_TYPE_DEFINITION);
  return enums.flatMap((element): Violation[] => {
    const name = element.name.value;
    const isNamedInput = name.endsWith('Input');
    if (asInput.has(name) && !isNamedInput)
      return [{ rule: 'ENUM_USED_AS_INPUT_WITHOUT_SUFFIX', element, message: `"${name}" is used as an input.` }];
    if (asOutput.has(name) && isNamedInput)
      return [{ rule: 'ENUM_USED_AS_OUTPUT_DESPITE_SUFFIX', element, message: `"${name}" is used as an output.` }];
    return [];
  });
};
