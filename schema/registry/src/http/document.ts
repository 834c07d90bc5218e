import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';

const MAX_TOKENS = 2_000;
const MAX_DEPTH = 20;
const MAX_ROOT_FIELDS = 10;
const KEPT = 500;

interface Checked {
  /** Undefined where it cannot be executed. */
  readonly document?: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

/** How deep the fields of a valid document nest, fragments included. */
const depthOf = ({ definitions }: DocumentNode): number => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const ofFragments = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const depth = ofFragments.get(name) ?? ofSet(fragments.get(name)?.selectionSet);
    ofFragments.set(name, depth);
    return depth;
  };
  const ofOne = (one: SelectionNode): number => {
    if (one.kind === Kind.FRAGMENT_SPREAD) return ofFragment(one.name.value);
    return ofSet(one.selectionSet) + (one.kind === Kind.FIELD ? 1 : 0);
  };
  const ofSet = (set: SelectionSetNode | undefined): number => Math.max(0, ...(set?.selections ?? []).map(ofOne));
  return Math.max(...definitions.map((one) => ('selectionSet' in one ? ofSet(one.selectionSet) : 0)));
};

const beginsTooOften = ({ definitions }: DocumentNode): boolean =>
  definitions.some(
    (one) =>
      'selectionSet' in one &&
      one.kind === Kind.OPERATION_DEFINITION &&
      one.selectionSet.selections.length > MAX_ROOT_FIELDS,
  );

/** Refuses what nests deeper, or begins in more places, than any tool of the registry needs. */
const excess = (document: DocumentNode): GraphQLError[] => [
  ...(depthOf(document) > MAX_DEPTH ? [new GraphQLError(`Fields nest at most ${MAX_DEPTH} deep.`)] : []),
  ...(beginsTooOften(document)
    ? [new GraphQLError(`An operation has at most ${MAX_ROOT_FIELDS} fields at its root.`)]
    : []),
];

const check = (schema: GraphQLSchema, query: string): Checked => {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const invalid = validate(schema, document, undefined, { maxErrors: 20 });
    const errors = invalid.length > 0 ? invalid : excess(document);
    return errors.length > 0 ? { errors } : { document, errors };
  } catch (err) {
    if (err instanceof GraphQLError) return { errors: [err] };
    throw err;
  }
};

/** Parses and validates queries; Rover's few are kept. */
export const makeDocuments = (schema: GraphQLSchema): ((query: string) => Checked) => {
  const known = new LRUCache<string, Checked>({ max: KEPT });
  return (query) => {
    const kept = known.get(query);
    if (kept) return kept;
    const checked = check(schema, query);
    if (checked.document) known.set(query, checked);
    return checked;
  };
};
