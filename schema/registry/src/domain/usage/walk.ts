import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { noTouches, type Touches } from './touches.ts';
import { typesSentAs } from './types-sent-as.ts';

const nameIn = (node: TypeNode): string => (node.kind === Kind.NAMED_TYPE ? node.name.value : nameIn(node.type));

const fieldOf = (parent: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;

/** One walk over a document, by hand: graphql-js' own takes five times as long. What the schema does not know is left out. */
class Walk {
  readonly sets = noTouches();
  readonly #schema: GraphQLSchema;
  /** Variables that may be null at an argument. */
  readonly #nullable = new Set<string>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  over({ definitions }: DocumentNode): Touches {
    for (const definition of definitions) {
      if (definition.kind === Kind.OPERATION_DEFINITION) {
        const { operation, variableDefinitions = [], directives, selectionSet } = definition;
        this.sets.kinds.add(operation);
        for (const variable of variableDefinitions) this.#variable(variable);
        this.#directives(directives);
        this.#selections(selectionSet, this.#schema.getRootType(operation) ?? undefined);
      }
    }
    for (const definition of definitions) {
      if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
      this.#directives(definition.directives);
      this.#selections(definition.selectionSet, this.#condition(definition.typeCondition));
    }
    return this.sets;
  }

  #variable({ type, variable, defaultValue }: VariableDefinitionNode): void {
    if (type.kind !== Kind.NON_NULL_TYPE && !defaultValue) this.#nullable.add(variable.name.value);
    this.#send(nameIn(type));
  }

  #selections({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined): void {
    for (const selection of selections) this.#selection(selection, parent);
  }

  #selection(selection: SelectionNode, parent: GraphQLNamedType | undefined): void {
    this.#directives(selection.directives);
    if (selection.kind === Kind.FIELD) this.#field(selection, parent);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const { typeCondition, selectionSet } = selection;
      this.#selections(selectionSet, typeCondition ? this.#condition(typeCondition) : parent);
    }
  }

  #condition({ name: { value: name } }: NamedTypeNode): GraphQLNamedType | undefined {
    this.sets.types.add(name);
    this.sets.conditions.add(name);
    return this.#schema.getType(name);
  }

  #field(node: FieldNode, parent: GraphQLNamedType | undefined): void {
    if (parent) this.sets.types.add(parent.name);
    const field = fieldOf(parent, node.name.value);
    if (!parent || !field) return;
    const type = getNamedType(field.type);
    const coordinate = `${parent.name}.${field.name}`;
    this.sets.types.add(type.name);
    this.sets.fields.add(coordinate);
    for (const argument of field.args) this.#argument(coordinate, argument, node.arguments);
    if (node.selectionSet) this.#selections(node.selectionSet, type);
  }

  #argument(of: string, argument: GraphQLArgument, nodes: readonly ArgumentNode[] | undefined): void {
    const coordinate = `${of}(${argument.name}:)`;
    const value = nodes?.find(({ name }) => name.value === argument.name)?.value;
    if (value) this.#give(coordinate, argument, value);
    if (!value || this.#mayBeNull(value)) this.sets.lacking.add(coordinate);
  }

  #mayBeNull(value: ValueNode): boolean {
    return value.kind === Kind.NULL || (value.kind === Kind.VARIABLE && this.#nullable.has(value.name.value));
  }

  #directives(nodes: readonly DirectiveNode[] = []): void {
    for (const { name, arguments: given = [] } of nodes) {
      this.sets.directives.add(`@${name.value}`);
      const args = this.#schema.getDirective(name.value)?.args ?? [];
      for (const { name: argumentName, value } of given) {
        const argument = args.find((one) => one.name === argumentName.value);
        if (argument) this.#give(`@${name.value}(${argument.name}:)`, argument, value);
      }
    }
  }

  #give(coordinate: string, argument: GraphQLArgument, value: ValueNode): void {
    const type = getNamedType(argument.type);
    this.sets.given.add(coordinate);
    this.sets.types.add(type.name);
    if (value.kind === Kind.ENUM && isEnumType(type)) this.sets.values.add(`${type.name}.${value.value}`);
    // A list or an object is blanked in a signature, and what a variable holds is never told.
    if (value.kind === Kind.LIST || value.kind === Kind.OBJECT) this.#send(type.name);
  }

  #send(type: string): void {
    for (const name of typesSentAs(this.#schema, type)) {
      this.sets.types.add(name);
      this.sets.sent.add(name);
    }
  }
}

/** What of `schema` a document touches. Fields that the schema does not have are left out. */
export const touchesOf = (schema: GraphQLSchema, document: DocumentNode): Touches => new Walk(schema).over(document);
