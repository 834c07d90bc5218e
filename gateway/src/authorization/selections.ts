import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field as one value of the answer comes from it: the same one may be selected several times. */
export interface Asked {
  readonly node: FieldNode;
  /** It is refused itself, or stands in a part that is. */
  readonly isRefused: boolean;
}

interface Selected {
  readonly set: SelectionSetNode;
  readonly isRefused: boolean;
}

/** The selection sets that apply to one value, together. */
export type Selection = readonly Selected[];
export type AskedFields = ReadonlyMap<string, readonly Asked[]>;

interface SelectionsOptions {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** Coerced. */
  readonly variables: Record<string, unknown>;
  readonly refused: ReadonlySet<FieldNode>;
}

export const isAllRefused = (asked: readonly Asked[]): boolean => asked.every(({ isRefused }) => isRefused);

/** What an operation asks of each value, with these variables. It is worked out once per type, not per value. */
export class Selections {
  readonly #options: SelectionsOptions;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #fields = new WeakMap<Selection, Map<GraphQLObjectType, AskedFields>>();
  readonly #below = new WeakMap<readonly Asked[], Selection>();

  constructor(options: SelectionsOptions) {
    this.#options = options;
    const fragments = options.document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** The fields of an object, by their names in the answer, in the order that the specification gives them. */
  fieldsOf(type: GraphQLObjectType, selection: Selection): AskedFields {
    const byType = this.#fields.get(selection) ?? new Map<GraphQLObjectType, AskedFields>();
    this.#fields.set(selection, byType);
    const fields = byType.get(type) ?? this.#collect(type, selection);
    byType.set(type, fields);
    return fields;
  }

  /** What these fields ask of their value. */
  below(asked: readonly Asked[]): Selection {
    const selection =
      this.#below.get(asked) ??
      asked.flatMap(({ node, isRefused }) => (node.selectionSet ? [{ set: node.selectionSet, isRefused }] : []));
    this.#below.set(asked, selection);
    return selection;
  }

  /** Whether anything refused is asked for, of whatever type the values turn out to be. */
  asksForRefused({ selections }: SelectionSetNode): boolean {
    return selections.some((node) => {
      if (!this.#isIncluded(node)) return false;
      if (node.kind === Kind.FIELD && this.#options.refused.has(node)) return true;
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
      return inner?.selectionSet !== undefined && this.asksForRefused(inner.selectionSet);
    });
  }

  #collect(type: GraphQLObjectType, selection: Selection): AskedFields {
    const fields = new Map<string, Asked[]>();
    const add = (node: SelectionNode, isInRefused: boolean): void => {
      if (!this.#isIncluded(node)) return;
      if (node.kind === Kind.FIELD) {
        const asked = { node, isRefused: isInRefused || this.#options.refused.has(node) };
        const key = node.alias?.value ?? node.name.value;
        const known = fields.get(key);
        if (known) known.push(asked);
        else fields.set(key, [asked]);
        return;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      if (!fragment || !this.#applies(fragment.typeCondition, type)) return;
      for (const inner of fragment.selectionSet.selections) add(inner, isInRefused);
    };
    for (const { set, isRefused } of selection) for (const node of set.selections) add(node, isRefused);
    return fields;
  }

  #isIncluded(node: { readonly directives?: readonly DirectiveNode[] | undefined }): boolean {
    const { variables } = this.#options;
    if (!node.directives?.length) return true;
    const directives = { directives: node.directives };
    if (getDirectiveValues(GraphQLSkipDirective, directives, variables)?.['if'] === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, directives, variables)?.['if'] !== false;
  }

  #applies(condition: NamedTypeNode | undefined, type: GraphQLObjectType): boolean {
    const { schema } = this.#options;
    if (!condition || condition.name.value === type.name) return true;
    const wanted = schema.getType(condition.name.value);
    return isAbstractType(wanted) && schema.isSubType(wanted, type);
  }
}
