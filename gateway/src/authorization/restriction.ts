import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { clientNameOf } from '../execution/aliases.ts';
import type { Need } from './need.ts';
import type { OperationNeeds } from './operation-needs.ts';
import { withoutUnused } from './unused.ts';

/** An operation without what is refused, and how to tell what that was. */
export interface Restriction {
  readonly asked: OperationNeeds;
  /** What may be executed; nothing where nothing is left. */
  readonly allowed: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode } | undefined;
  readonly refused: ReadonlySet<FieldNode>;
  /** Fields with something refused below them: only their values have to be completed. */
  readonly gaps: ReadonlySet<FieldNode>;
}

interface Part<Node> {
  /** Missing when nothing of it is left. */
  readonly node: Node | undefined;
  readonly hasGap: boolean;
}

class Restrictor {
  readonly refused = new Set<FieldNode>();
  readonly gaps = new Set<FieldNode>();
  readonly #asked: OperationNeeds;
  readonly #isRefused: (need: Need) => boolean;
  /** The names that refused fields, and all below them, have in the answer: others of these names may stand in the same place. */
  readonly #refusedKeys: ReadonlySet<string>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #restricted = new Map<string, Part<FragmentDefinitionNode>>();

  constructor(asked: OperationNeeds, isRefused: (need: Need) => boolean) {
    this.#asked = asked;
    this.#isRefused = isRefused;
    const fragments = asked.document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#refusedKeys = this.#keysIn([...asked.byField].flatMap(([field, need]) => (isRefused(need) ? field : [])));
  }

  get fragments(): FragmentDefinitionNode[] {
    return [...this.#restricted.values()].flatMap(({ node }) => node ?? []);
  }

  #keysIn(nodes: readonly SelectionNode[]): ReadonlySet<string> {
    const keys = new Set<string>();
    const seen = new Set<SelectionNode | FragmentDefinitionNode>();
    const add = (node: SelectionNode | FragmentDefinitionNode | undefined): void => {
      if (!node || seen.has(node)) return;
      seen.add(node);
      if (node.kind === Kind.FIELD) keys.add(clientNameOf(node));
      if (node.kind === Kind.FRAGMENT_SPREAD) add(this.#fragments.get(node.name.value));
      else for (const inner of node.selectionSet?.selections ?? []) add(inner);
    };
    for (const node of nodes) add(node);
    return keys;
  }

  selectionSet(set: SelectionSetNode): Part<SelectionSetNode> {
    const parts = set.selections.map((selection) => this.#selection(selection));
    const hasGap = parts.some((part) => part.hasGap);
    if (!hasGap) return { node: set, hasGap };
    const selections = parts.flatMap(({ node }) => node ?? []);
    return { node: selections.length > 0 ? { ...set, selections } : undefined, hasGap };
  }

  #selection(node: SelectionNode): Part<SelectionNode> {
    if (node.kind === Kind.FIELD) return this.#field(node);
    if (node.kind === Kind.INLINE_FRAGMENT) return this.#around(node, node.selectionSet);
    const { node: fragment, hasGap } = this.#fragment(node.name.value);
    return { node: fragment && node, hasGap };
  }

  #field(node: FieldNode): Part<FieldNode> {
    const need = this.#asked.byField.get(node);
    if (need && this.#isRefused(need)) {
      this.refused.add(node);
      return { node: undefined, hasGap: true };
    }
    if (!node.selectionSet) return { node, hasGap: false };
    const inner = this.selectionSet(node.selectionSet);
    if (!inner.hasGap && !this.#refusedKeys.has(clientNameOf(node))) return { node, hasGap: false };
    this.gaps.add(node);
    return { node: { ...node, selectionSet: this.#answerable(node, inner.node) }, hasGap: true };
  }

  /** Whether there is a value must show, and of which type it is, though nothing of it may be seen. */
  #answerable(field: FieldNode, left: SelectionSetNode | undefined): SelectionSetNode {
    if (left && !this.#asked.abstractFields.has(field)) return left;
    const typename: FieldNode = {
      kind: Kind.FIELD,
      alias: { kind: Kind.NAME, value: this.#asked.typenameKey },
      name: { kind: Kind.NAME, value: '__typename' },
    };
    return { kind: Kind.SELECTION_SET, selections: [...(left?.selections ?? []), typename] };
  }

  #fragment(name: string): Part<FragmentDefinitionNode> {
    const fragment = this.#fragments.get(name);
    if (!fragment) return { node: undefined, hasGap: false };
    const known = this.#restricted.get(name) ?? this.#around(fragment, fragment.selectionSet);
    this.#restricted.set(name, known);
    return known;
  }

  #around<Node extends object>(node: Node, set: SelectionSetNode): Part<Node> {
    const { node: selectionSet, hasGap } = this.selectionSet(set);
    if (!hasGap) return { node, hasGap };
    return { node: selectionSet && { ...node, selectionSet }, hasGap };
  }
}

/** Takes out of an operation whatever has a refused need; `undefined` where nothing has. */
export const restrict = (asked: OperationNeeds, isRefused: (need: Need) => boolean): Restriction | undefined => {
  const restrictor = new Restrictor(asked, isRefused);
  const { node: selectionSet, hasGap } = restrictor.selectionSet(asked.operation.selectionSet);
  if (!hasGap) return undefined;
  const { refused, gaps, fragments } = restrictor;
  const allowed = selectionSet && withoutUnused({ ...asked.operation, selectionSet }, fragments);
  return { asked, refused, gaps, allowed };
};
