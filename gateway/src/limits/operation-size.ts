import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

export interface MeasuredOperation {
  readonly operation: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Size {
  /** Fields at the top. */
  readonly roots: number;
  /** All fields, with every fragment written out where it is spread. */
  readonly fields: number;
  /** How many fields the answer has, roughly and at most: what is in a list counts once per item. */
  readonly values: number;
}

const ITEMS_OF_A_LIST = 5;
const ITEMS_OF_A_PAGE = 20;
/** Subgraphs refuse a larger page themselves, naming the argument. */
const LARGEST_PAGE = 100;
const NOTHING: Size = { roots: 0, fields: 0, values: 0 };
const SHORT_NAME = 100;

/** A name is repeated with every value: one of a thousand letters weighs as much as ten of a hundred. */
const leaf = ({ alias }: FieldNode): Size => ({
  roots: 1,
  fields: 1,
  values: Math.ceil((alias?.value.length ?? 1) / SHORT_NAME),
});

const add = (one: Size, other: Size): Size => ({
  roots: one.roots + other.roots,
  fields: one.fields + other.fields,
  values: one.values + other.values,
});

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );

/** Where a selection stands: in which type, and how many items the lists of a connection have there. */
interface Place {
  readonly type: GraphQLNamedType | undefined;
  readonly page?: number | undefined;
}

class OperationMeter {
  readonly #schema: GraphQLSchema;
  readonly #variables: Record<string, unknown>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each fragment is measured once, however often it is spread. */
  readonly #measured = new Map<string, Size>();

  constructor({ operation, document, schema, variables }: MeasuredOperation) {
    this.#schema = schema;
    this.#variables = { ...defaultsOf(operation), ...variables };
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  selections({ selections }: SelectionSetNode, place: Place): Size {
    return selections.map((selection) => this.#selection(selection, place)).reduce(add, NOTHING);
  }

  #selection(node: SelectionNode, place: Place): Size {
    switch (node.kind) {
      case Kind.FIELD:
        return this.#field(node, place);
      case Kind.FRAGMENT_SPREAD:
        return this.#fragment(node.name.value, place);
      case Kind.INLINE_FRAGMENT:
        return this.selections(node.selectionSet, { ...place, type: this.#typeOf(node.typeCondition) ?? place.type });
    }
  }

  #field(node: FieldNode, { type, page: pageAround }: Place): Size {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    const own = leaf(node);
    if (!field || !node.selectionSet) return own;
    const isList = isListType(getNullableType(field.type));
    const page = this.#pageOf(field, node);
    const inner = this.selections(node.selectionSet, {
      type: getNamedType(field.type),
      page: isList ? undefined : page,
    });
    const items = isList ? (page ?? pageAround ?? ITEMS_OF_A_LIST) : 1;
    return { roots: 1, fields: 1 + inner.fields, values: own.values + items * inner.values };
  }

  #fragment(name: string, place: Place): Size {
    const fragment = this.#fragments.get(name);
    const key = `${name} ${place.page}`;
    const known = this.#measured.get(key);
    if (known || !fragment) return known ?? NOTHING;
    const size = this.selections(fragment.selectionSet, { ...place, type: this.#typeOf(fragment.typeCondition) });
    this.#measured.set(key, size);
    return size;
  }

  #pageOf({ args }: GraphQLField<unknown, unknown>, node: FieldNode): number | undefined {
    if (!args.some(({ name }) => name === 'first')) return undefined;
    const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    const first: unknown = given && valueFromASTUntyped(given, this.#variables);
    return typeof first === 'number' ? Math.min(Math.max(first, 1), LARGEST_PAGE) : ITEMS_OF_A_PAGE;
  }

  #typeOf(condition: NamedTypeNode | undefined): GraphQLNamedType | undefined {
    return condition && this.#schema.getType(condition.name.value);
  }
}

/** How much a valid operation asks for. */
export const sizeOf = (measured: MeasuredOperation): Size => {
  const { operation, schema } = measured;
  const type = schema.getRootType(operation.operation) ?? undefined;
  return new OperationMeter(measured).selections(operation.selectionSet, { type });
};
