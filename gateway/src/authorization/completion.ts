import {
  type GraphQLFormattedError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { Restriction } from './restriction.ts';
import { type Asked, isAllRefused, type Selection, Selections } from './selections.ts';

export type Path = readonly (string | number)[];

interface CompletionOptions {
  readonly schema: GraphQLSchema;
  readonly restriction: Restriction;
  /** Coerced. */
  readonly variables: Record<string, unknown>;
  readonly refusal: (path: Path) => GraphQLFormattedError;
}

export interface Completed {
  readonly data: Record<string, unknown> | null;
  readonly errors: GraphQLFormattedError[];
}

type Fields = Record<string, unknown>;

/** A null where the schema allows none: it takes what is around it along. */
const LOST = Symbol('lost');
const META_FIELDS = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map(({ name, type }) => [name, type]),
);

const typeOf = (parent: GraphQLObjectType, [asked]: readonly Asked[]): GraphQLOutputType => {
  const name = asked?.node.name.value ?? '';
  const type = META_FIELDS.get(name) ?? parent.getFields()[name]?.type;
  if (!type) throw new Error(`the type ${parent.name} has no field "${name}"`);
  return type;
};

/** Puts what was refused back into an answer: null, with an error, in the place and the order in which it was asked for. */
export class Completion {
  readonly #options: CompletionOptions;
  readonly #selections: Selections;
  readonly #root: GraphQLObjectType;
  readonly #asked: Selection;
  #errors: GraphQLFormattedError[] = [];

  constructor(options: CompletionOptions) {
    const { restriction, schema, variables } = options;
    const { document, operation } = restriction.asked;
    const root = schema.getRootType(operation.operation);
    if (!root) throw new Error(`the schema has no ${operation.operation}`);
    this.#options = options;
    this.#root = root;
    this.#selections = new Selections({ schema, document, variables, refused: restriction.refused });
    this.#asked = [{ set: operation.selectionSet, isRefused: false }];
  }

  /** With these variables, whatever the values turn out to be. */
  get mayHaveRefusals(): boolean {
    return this.#selections.asksForRefused(this.#options.restriction.asked.operation.selectionSet);
  }

  /** What is refused at the top, as far as it is asked for with these variables. */
  get refusedRoots(): { readonly path: Path; readonly isNullable: boolean }[] {
    const roots = [...this.#selections.fieldsOf(this.#root, this.#asked)];
    return roots
      .filter(([, asked]) => isAllRefused(asked))
      .map(([key, asked]) => ({ path: [key], isNullable: !isNonNullType(typeOf(this.#root, asked)) }));
  }

  /** The answer to the operation as it was asked, from the answer to what was left of it. */
  complete(data: Fields): Completed {
    this.#errors = [];
    const completed = this.#object(this.#root, data, this.#asked, []);
    return { data: completed, errors: this.#errors };
  }

  #object(type: GraphQLObjectType, value: Fields, selection: Selection, path: Path): Fields | null {
    const completed: Fields = {};
    for (const [key, asked] of this.#selections.fieldsOf(type, selection)) {
      const field = this.#field(typeOf(type, asked), asked, value[key], [...path, key]);
      if (field === LOST) return null;
      completed[key] = field;
    }
    return completed;
  }

  #field(type: GraphQLOutputType, asked: readonly Asked[], value: unknown, path: Path): unknown {
    if (isAllRefused(asked)) {
      this.#errors.push(this.#options.refusal(path));
      return isNonNullType(type) ? LOST : null;
    }
    const hasGap = asked.some(({ node }) => this.#options.restriction.gaps.has(node));
    return hasGap ? this.#value(type, value, this.#selections.below(asked), path) : (value ?? null);
  }

  #value(type: GraphQLOutputType, value: unknown, selection: Selection, path: Path): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, value, selection, path) ?? LOST;
    if (value === null || value === undefined) return null;
    if (isListType(type)) return this.#list(type.ofType, value as readonly unknown[], selection, path);
    if (isLeafType(type)) return value;
    const { schema, restriction } = this.#options;
    const fields = value as Fields;
    const runtimeType = isObjectType(type) ? type : schema.getType(String(fields[restriction.asked.typenameKey]));
    return isObjectType(runtimeType) ? this.#object(runtimeType, fields, selection, path) : null;
  }

  #list(type: GraphQLOutputType, items: readonly unknown[], selection: Selection, path: Path): unknown {
    const completed: unknown[] = [];
    for (const [index, item] of items.entries()) {
      const value = this.#value(type, item, selection, [...path, index]);
      if (value === LOST) return null;
      completed.push(value);
    }
    return completed;
  }
}
