import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { isJsonObject, type JsonObject } from '../json.ts';
import { collectFields, type SelectedField, type Selections } from './collect-fields.ts';
import { type CompleteObject, compileComplete, type Named, refuse } from './complete.ts';
import { compileIntrospection } from './introspect.ts';
import { type Complete, FAILED, INVALID, type ShapeRun } from './shape-run.ts';

interface ShapeOptions extends Selections {
  readonly operation: OperationDefinitionNode;
  /** The name that subgraphs answer a field by. */
  readonly plannedNameOf: (field: FieldNode) => string;
}

interface FieldShape {
  readonly name: string;
  readonly take: (source: JsonObject, run: ShapeRun) => unknown;
}

interface ObjectShape {
  readonly fields: readonly FieldShape[];
  /** A client may call a field `__proto__`, which ordinary objects cannot have. */
  readonly hasOddName: boolean;
}

/** Makes the client's answer out of what the subgraphs answered: an object, or FAILED where nothing is left. */
export type Shape = (source: JsonObject, run: ShapeRun) => unknown;

const typenameOf = ({ parentType }: SelectedField, key: string, { schema }: ShapeOptions) => {
  const known = new Set(Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) ? [type.name] : [])));
  const fallback = isObjectType(parentType) ? parentType.name : INVALID;
  return (source: JsonObject): unknown => {
    const own = source[key] ?? source['__typename'];
    return known.has(own as string) ? own : fallback;
  };
};

const fieldOf = (type: GraphQLCompositeType | undefined, name: string) =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

/** Compiles the shaping of one operation under one outcome of its conditions: per selection and type, once. */
export const compileShape = (options: ShapeOptions): Shape => {
  const { schema, operation, plannedNameOf, fragments } = options;

  const compileField = (name: string, selected: SelectedField, runtimeType: GraphQLCompositeType): FieldShape => {
    const { nodes, parentType } = selected;
    const [node] = nodes as [FieldNode, ...FieldNode[]];
    const fieldName = node.name.value;
    const key = plannedNameOf(node);
    if (fieldName === '__typename') return { name, take: typenameOf(selected, key, options) };
    if (fieldName === '__schema' || fieldName === '__type') {
      const introspect = compileIntrospection({ schema, operation, fragments, nodes });
      return { name, take: (_source, { variables }) => introspect(variables) };
    }
    const field = fieldOf(runtimeType, fieldName) ?? fieldOf(parentType, fieldName);
    if (!field) throw new Error(`the schema has no field "${fieldName}" on "${parentType.name}"`);
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
    const at: Named = { name, parentType: parentType.name };
    const complete = compileComplete(field.type, selections, at, completeObject);
    return { name, take: (source, run) => complete(source[key] ?? null, run) };
  };

  const shapeOf = (
    selections: readonly SelectionNode[],
    declared: GraphQLCompositeType,
    runtimeType: GraphQLCompositeType | undefined,
  ): ObjectShape => {
    const type = runtimeType ?? declared;
    const fields = collectFields(selections, { parentType: type, runtimeType }, options);
    return {
      fields: [...fields].map(([name, selected]) => compileField(name, selected, type)),
      hasOddName: fields.has('__proto__'),
    };
  };

  const completeObject: CompleteObject = (selections, declared, at) =>
    compileObject(
      (runtimeType) => shapeOf(selections, declared as GraphQLCompositeType, runtimeType),
      declared as GraphQLCompositeType,
      at,
    );

  /** Remembers what to do per type that a subgraph names; a type that the client's schema lacks is not remembered. */
  const compileObject = (
    shapeFor: (runtimeType: GraphQLCompositeType | undefined) => ObjectShape,
    declared: GraphQLCompositeType,
    at: Named,
  ): Complete => {
    const byTypename = new Map<unknown, ObjectShape>();
    const learn = (typename: unknown): ObjectShape | undefined => {
      const runtimeType = typename === undefined ? undefined : schema.getType(typename as string);
      if (typename !== undefined && (!runtimeType || !isCompositeType(runtimeType))) return undefined;
      const shape = shapeFor(runtimeType as GraphQLCompositeType | undefined);
      byTypename.set(typename, shape);
      return shape;
    };
    const identity = {};
    return (value, run) => {
      if (value === null) return null;
      if (!isJsonObject(value)) return refuse(run, 'Invalid non-object value', declared as GraphQLOutputType, at);
      const known = run.shaped?.get(identity)?.get(value);
      if (known !== undefined) return known;
      const typename = value['__typename'] || undefined;
      const shape = byTypename.get(typename) ?? learn(typename);
      if (!shape) return refuse(run, 'Invalid __typename', declared as GraphQLOutputType, at);
      return remember(run, identity, value, shapeObject(value, shape, run));
    };
  };

  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the schema has no type for a ${operation.operation}`);
  const shape = shapeOf(operation.selectionSet.selections, root, root);
  return (source, run) => shapeObject(source, shape, run);
};

const remember = (run: ShapeRun, shape: object, source: JsonObject, shaped: unknown): unknown => {
  if (!run.shaped || run.isFlawed) return shaped;
  const known = run.shaped.get(shape) ?? new Map<JsonObject, unknown>();
  run.shaped.set(shape, known.set(source, shaped));
  return shaped;
};

const shapeObject = (source: JsonObject, { fields, hasOddName }: ObjectShape, run: ShapeRun): unknown => {
  const shaped: JsonObject = hasOddName ? Object.create(null) : {};
  const { path } = run;
  for (const { name, take } of fields) {
    path?.push(name);
    const value = take(source, run);
    path?.pop();
    if (value === INVALID) return FAILED;
    shaped[name] = value === FAILED ? null : value;
  }
  return shaped;
};
