import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  Kind,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { typesSentAs } from './types-sent-as.ts';

/** What of a schema an operation touches. */
export interface Touches {
  /** `query`, `mutation` or `subscription`. */
  readonly kinds: ReadonlySet<string>;
  /** Names of all types that it selects on, gets, names in a condition or sends. */
  readonly types: ReadonlySet<string>;
  /** Types it makes a selection depend on. */
  readonly conditions: ReadonlySet<string>;
  /** `Type.field` of each selection. */
  readonly fields: ReadonlySet<string>;
  /** `Type.field(argument:)` and `@directive(argument:)` that it gives a value. */
  readonly given: ReadonlySet<string>;
  /** Arguments of selected fields that it leaves out, or that a variable may leave null. */
  readonly lacking: ReadonlySet<string>;
  /** Input and enum types of which it may send any value, because a report doesn't tell values. */
  readonly sent: ReadonlySet<string>;
  /** `Enum.VALUE` that it sends as a literal. */
  readonly values: ReadonlySet<string>;
  /** `@directive` that it carries. */
  readonly directives: ReadonlySet<string>;
}

type Sets = { readonly [Name in keyof Touches]: Set<string> };

const emptySets = (): Sets => ({
  kinds: new Set(),
  types: new Set(),
  conditions: new Set(),
  fields: new Set(),
  given: new Set(),
  lacking: new Set(),
  sent: new Set(),
  values: new Set(),
  directives: new Set(),
});

/** One walk over a document; what the schema does not know is left out. */
class Walk {
  readonly sets = emptySets();
  readonly #schema: GraphQLSchema;
  readonly #info: TypeInfo;
  /** Variables that may be null at an argument. */
  readonly #nullable = new Set<string>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    this.#info = new TypeInfo(schema);
  }

  over(document: DocumentNode): Touches {
    for (const { kind, ...definition } of document.definitions) {
      if (kind !== Kind.OPERATION_DEFINITION || !('variableDefinitions' in definition)) continue;
      for (const { type, variable, defaultValue } of definition.variableDefinitions ?? []) {
        if (type.kind !== Kind.NON_NULL_TYPE && !defaultValue) this.#nullable.add(variable.name.value);
      }
    }
    const visitor = {
      OperationDefinition: { enter: ({ operation }: { operation: string }) => void this.sets.kinds.add(operation) },
      VariableDefinition: { enter: () => void this.#send(this.#info.getInputType()) },
      InlineFragment: { enter: () => this.#condition() },
      FragmentDefinition: { enter: () => this.#condition() },
      Field: { enter: (field: FieldNode) => this.#field(field) },
      Directive: { enter: (directive: DirectiveNode) => this.#directive(directive) },
      Argument: { enter: (argument: ArgumentNode) => this.#value(argument.value) },
    };
    visit(document, visitWithTypeInfo(this.#info, visitor));
    return this.sets;
  }

  #condition(): void {
    const name = getNamedType(this.#info.getType())?.name;
    if (name === undefined) return;
    this.sets.types.add(name);
    this.sets.conditions.add(name);
  }

  #field(field: FieldNode): void {
    const parent = this.#info.getParentType();
    const definition = this.#info.getFieldDef();
    if (!parent || !definition || definition.name.startsWith('__')) return;
    const coordinate = `${parent.name}.${definition.name}`;
    this.sets.types.add(parent.name).add(getNamedType(definition.type).name);
    this.sets.fields.add(coordinate);
    for (const argument of definition.args) this.#argument(coordinate, argument, field);
  }

  #argument(of: string, argument: GraphQLArgument, { arguments: nodes }: FieldNode): void {
    const coordinate = `${of}(${argument.name}:)`;
    const value = nodes?.find(({ name }) => name.value === argument.name)?.value;
    if (value) {
      this.sets.given.add(coordinate);
      this.sets.types.add(getNamedType(argument.type).name);
    }
    if (!value || this.#mayBeNull(value)) this.sets.lacking.add(coordinate);
  }

  #mayBeNull(value: ValueNode): boolean {
    return value.kind === Kind.NULL || (value.kind === Kind.VARIABLE && this.#nullable.has(value.name.value));
  }

  #directive({ name, arguments: nodes = [] }: DirectiveNode): void {
    this.sets.directives.add(`@${name.value}`);
    for (const argument of nodes) this.sets.given.add(`@${name.value}(${argument.name.value}:)`);
  }

  #value(value: ValueNode): void {
    const type = this.#info.getInputType();
    if (value.kind === Kind.ENUM) {
      const named = type && getNamedType(type);
      if (isEnumType(named)) this.sets.values.add(`${named.name}.${value.value}`);
      return;
    }
    // A list or an object is blanked in a signature, and what a variable holds is never told.
    if (value.kind === Kind.LIST || value.kind === Kind.OBJECT) this.#send(type);
  }

  #send(type: GraphQLInputType | null | undefined): void {
    if (!type) return;
    for (const name of typesSentAs(this.#schema, getNamedType(type).name)) {
      this.sets.types.add(name);
      this.sets.sent.add(name);
    }
  }
}

/** What of `schema` a document touches. Fields that the schema does not have are left out. */
export const touchesOf = (schema: GraphQLSchema, document: DocumentNode): Touches => new Walk(schema).over(document);

/** Of a document that can't be read. */
export const NO_TOUCHES: Touches = emptySets();
