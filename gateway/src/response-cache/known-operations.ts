import { hash } from 'node:crypto';
import { type DocumentNode, print } from 'graphql';
import type { GraphOperation } from '../execution/operation.ts';
import type { Policy } from './policy.ts';

type Asked = Pick<GraphOperation, 'document' | 'operation' | 'variables'>;

/** After so many answers in a row that may not be stored, none is looked for. */
const ENOUGH = 8;

/** One operation, and what its answers taught so far. */
export class KnownOperation {
  /** The same for the same text and name, in every process. */
  readonly id: string;
  readonly #variables: readonly string[];
  #unstorable = 0;
  #isPublic = false;

  constructor({ document, operation }: Asked) {
    this.id = hash('sha256', `${operation.name?.value ?? ''}\n${print(document)}`, 'base64url');
    this.#variables = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  }

  /** Whether its answers are, as far as is known, not to be stored. */
  get isUnstorable(): boolean {
    return this.#unstorable >= ENOUGH;
  }

  /** Whether the last answer that could be stored was for everybody. */
  get isPublic(): boolean {
    return this.#isPublic;
  }

  learn(policy: Policy | undefined): void {
    this.#unstorable = policy ? 0 : this.#unstorable + 1;
    if (policy) this.#isPublic = policy.scope === 'PUBLIC';
  }

  /** The variables that it has, as text, and no others: what a client makes up beside them must not be a new answer. */
  variablesIn({ variables }: Asked): string {
    const used = this.#variables.filter((name) => Object.hasOwn(variables, name));
    return JSON.stringify(used.map((name) => [name, variables[name]]));
  }
}

/** Knows operations for as long as their documents are remembered. */
export const makeKnownOperations = (): ((asked: Asked) => KnownOperation) => {
  const documents = new WeakMap<DocumentNode, Map<string, KnownOperation>>();
  return (asked) => {
    const { document, operation } = asked;
    const operations = documents.get(document) ?? new Map<string, KnownOperation>();
    documents.set(document, operations);
    const name = operation.name?.value ?? '';
    const known = operations.get(name) ?? new KnownOperation(asked);
    operations.set(name, known);
    return known;
  };
};
