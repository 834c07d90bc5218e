import {
  type CompositeType,
  ContextSpecDefinition,
  type FieldDefinition,
  FieldSelection,
  type InterfaceType,
  isInterfaceType,
  isObjectType,
  type ObjectType,
  parseSelectionSet,
  type Schema,
  type SelectionSet,
} from '@apollo/federation-internals';

export type Field = FieldDefinition<ObjectType | InterfaceType>;

interface JoinField {
  readonly graph?: string;
  readonly requires?: string;
  readonly contextArguments?: readonly { readonly context: string; readonly selection: string }[];
}

/** The fields that the value of a field is made from, in other subgraphs, though the client does not select them. */
export type SourcesOf = (field: Field) => Field[];

const joinsOf = (field: Field): JoinField[] =>
  field.appliedDirectivesOf('join__field').map((join) => join.arguments() as JoinField);

const fieldsIn = (selectionSet: SelectionSet): Field[] =>
  selectionSet
    .selections()
    .flatMap((selection) => [
      ...(selection instanceof FieldSelection ? [selection.element.definition as Field] : []),
      ...(selection.selectionSet ? fieldsIn(selection.selectionSet) : []),
    ]);

const selectedFrom = (parentType: CompositeType, source: string): Field[] =>
  fieldsIn(parseSelectionSet({ parentType, source, validate: false }));

/** The field of an `@interfaceObject` that stands behind a field of an object type: the supergraph names no subgraph for the latter. */
const behind = (field: Field): Field[] => {
  const { parent } = field;
  if (!isObjectType(parent) || joinsOf(field).every(({ graph }) => graph !== undefined)) return [];
  return parent.interfaces().flatMap((type) => {
    const isObject = type.appliedDirectivesOf('join__type').some((join) => join.arguments()['isInterfaceObject']);
    const found = isObject ? type.field(field.name) : undefined;
    return found ? [found as Field] : [];
  });
};

const typesByContext = (schema: Schema): ReadonlyMap<string, CompositeType[]> => {
  const types = new Map<string, CompositeType[]>();
  const name = schema.coreFeatures?.getByIdentity(ContextSpecDefinition.identity)?.directiveNameInSchema('context');
  for (const application of (name && schema.directive(name)?.applications()) || []) {
    const context = String(application.arguments()['name']);
    types.set(context, [...(types.get(context) ?? []), application.parent as CompositeType]);
  }
  return types;
};

/** Reads `@requires` and `@fromContext` as composition writes them down in the supergraph. */
export const makeSourcesOf = (schema: Schema): SourcesOf => {
  const contexts = typesByContext(schema);
  return (field) => {
    const joins = [field, ...behind(field)].flatMap(joinsOf);
    const required = joins.flatMap(({ requires }) => (requires ? selectedFrom(field.parent, requires) : []));
    const fromContext = joins
      .flatMap(({ contextArguments = [] }) => contextArguments)
      .flatMap(({ context, selection }) =>
        (contexts.get(context) ?? []).flatMap((type) => selectedFrom(type, selection)),
      );
    return [...required, ...fromContext, ...implementationsOf(field)];
  };
};

/** Selected through an interface, a field may be that of any type which implements it. */
const implementationsOf = ({ parent, name }: Field): Field[] => {
  if (!isInterfaceType(parent)) return [];
  return parent.possibleRuntimeTypes().flatMap((type) => {
    const field = type.field(name);
    return field ? [field as Field] : [];
  });
};
