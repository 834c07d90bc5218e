import {
  type FieldNode,
  type GraphQLFormattedError,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type FailureCode = 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT';

interface FailedFetch {
  readonly service: string;
  readonly code: FailureCode;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface WantedField {
  readonly key: string;
  readonly typeCondition: string | undefined;
}

const MESSAGES: Record<FailureCode, (service: string) => string> = {
  SUBGRAPH_UNAVAILABLE: (service) => `The ${service} service cannot answer right now. Try again in a moment.`,
  SUBGRAPH_TIMEOUT: (service) => `The ${service} service did not answer in time.`,
};

const wantedFields = (selections: readonly SelectionNode[], typeCondition?: string): WantedField[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      return key === '__typename' ? [] : [{ key, typeCondition }];
    }
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    return wantedFields(selection.selectionSet.selections, selection.typeCondition?.name.value ?? typeCondition);
  });

const rootSelections = (query: string): SelectionSetNode | undefined => {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  );
  return operation?.selectionSet;
};

const isEntities = (selection: SelectionNode | undefined): selection is FieldNode =>
  selection?.kind === Kind.FIELD && selection.name.value === '_entities';

const pathsOf = ({ query, variables }: FailedFetch): (string | number)[][] => {
  const selections = rootSelections(query)?.selections ?? [];
  const [first] = selections;
  if (!isEntities(first)) return wantedFields(selections).map(({ key }) => [key]);
  const fields = wantedFields(first.selectionSet?.selections ?? []);
  const entities = (variables['representations'] ?? []) as readonly { readonly __typename?: string }[];
  return entities.flatMap((entity, index) =>
    fields
      .filter(({ typeCondition }) => !typeCondition || typeCondition === entity.__typename)
      .map(({ key }) => ['_entities', index, key]),
  );
};

/** One error for each field that a failed fetch leaves null, in the subgraph's own paths, which the gateway translates. */
export const errorsOfFailedFetch = (fetch: FailedFetch): GraphQLFormattedError[] => {
  const error = { message: MESSAGES[fetch.code](fetch.service), extensions: { code: fetch.code } };
  const paths = pathsOf(fetch);
  return paths.length > 0 ? paths.map((path) => ({ ...error, path })) : [error];
};
