import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { badRequest } from '../errors/refusals.ts';
import type { CostModel, ListSize } from './cost-model.ts';
import { argumentsOf, type GivenArguments, isLeftOut, type Variables, withDefaults } from './given.ts';
import { inputCost } from './input-cost.ts';
import { isSlicedAsDemanded, sizeOfList } from './list-size.ts';

export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

const COST_OF_A_MUTATION = 10;

/** The list sizes that a connection-like field gives to fields within its answer. */
type Sized = ReadonlyMap<string, number>;
const NONE: Sized = new Map();

const fieldOf = (type: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

class CostEstimator {
  readonly #schema: GraphQLSchema;
  readonly #model: CostModel;
  readonly #variables: Variables;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each fragment is worked out once for each way it is sized, however often it is spread. */
  readonly #known = new Map<string, number>();

  constructor({ schema, document, operation, variables }: CostedOperation, model: CostModel) {
    this.#schema = schema;
    this.#model = model;
    this.#variables = withDefaults(operation, variables);
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  selections({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, sized: Sized): number {
    return selections.reduce((sum, selection) => sum + this.#selection(selection, type, sized), 0);
  }

  #selection(node: SelectionNode, type: GraphQLNamedType | undefined, sized: Sized): number {
    if (isLeftOut(node, this.#variables)) return 0;
    if (node.kind === Kind.FIELD) return this.#field(node, type, sized);
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(node.name.value, sized);
    const condition = node.typeCondition?.name.value;
    return this.selections(node.selectionSet, condition ? this.#schema.getType(condition) : type, sized);
  }

  #fragment(name: string, sized: Sized): number {
    const fragment = this.#fragments.get(name);
    if (!fragment) return 0;
    const key = JSON.stringify([name, ...sized]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const type = this.#schema.getType(fragment.typeCondition.name.value);
    const cost = this.selections(fragment.selectionSet, type, sized);
    this.#known.set(key, cost);
    return cost;
  }

  #field(node: FieldNode, parent: GraphQLNamedType | undefined, sized: Sized): number {
    const field = fieldOf(parent, node.name.value);
    if (!parent || !field) return 0;
    const coordinate = `${parent.name}.${field.name}`;
    const given = argumentsOf(field, node, this.#variables);
    const listSize = this.#model.listSizes.get(coordinate);
    if (!isSlicedAsDemanded(listSize, given)) {
      throw badRequest(`${coordinate} takes exactly one of: ${listSize?.slicingArguments?.join(', ')}.`);
    }
    const type = getNamedType(field.type);
    const own = this.#model.weights.get(coordinate) ?? this.#weightOf(type);
    const inner = node.selectionSet ? this.selections(node.selectionSet, type, this.#sizes(listSize, given)) : 0;
    return this.#takingIn(field, given, coordinate) + this.#itemsOf(field, listSize, given, sized) * (own + inner);
  }

  #weightOf(type: GraphQLNamedType): number {
    return this.#model.weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
  }

  #sizes(listSize: ListSize | undefined, given: GivenArguments): Sized {
    if (!listSize?.sizedFields) return NONE;
    const size = sizeOfList(listSize, given);
    return new Map(listSize.sizedFields.map((name) => [name, size]));
  }

  #itemsOf(
    field: GraphQLField<unknown, unknown>,
    listSize: ListSize | undefined,
    given: GivenArguments,
    sized: Sized,
  ): number {
    if (!isListType(getNullableType(field.type))) return 1;
    return sized.get(field.name) ?? sizeOfList(listSize, given);
  }

  #takingIn({ args }: GraphQLField<unknown, unknown>, given: GivenArguments, coordinate: string): number {
    return args.reduce((sum, { name, type }) => {
      const weight = this.#model.weights.get(`${coordinate}(${name}:)`);
      return sum + inputCost(type, given[name], this.#model, weight);
    }, 0);
  }
}

/**
 * What answering an operation may cost at most, in points, from its text and variables alone: an object weighs 1, a
 * scalar nothing, a mutation 10 more, a list as many items as it may have, unless `@cost` and `@listSize` say otherwise.
 * Source: the GraphQL Cost Directives specification (IBM) as of Apollo Federation 2.9.
 * @throws GraphQLError BAD_REQUEST where a field demands exactly one slicing argument.
 */
export const estimateCost = (costed: CostedOperation, model: CostModel): number => {
  const { schema, operation } = costed;
  const root = schema.getRootType(operation.operation) ?? undefined;
  const fields = new CostEstimator(costed, model).selections(operation.selectionSet, root, NONE);
  return fields + (operation.operation === 'mutation' ? COST_OF_A_MUTATION : 0);
};
