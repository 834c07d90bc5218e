import { createHash } from 'node:crypto';
import { type DocumentNode, type OperationDefinitionNode, print } from 'graphql';

interface Asked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted((value as Record<string, unknown>)[name])]),
  );
};

/**
 * A hash (SHA-256, hexadecimal) of what a client asks for: the document, which of its operations, and the variables that
 * it declares. How the document is laid out, and the order in which values are named, make no difference.
 */
export const bodyHashOf = ({ document, operation, variables }: Asked): string => {
  const values = (operation.variableDefinitions ?? []).map(({ variable }) => sorted(variables[variable.name.value]));
  const body = JSON.stringify([print(document), operation.name?.value ?? null, values]);
  return createHash('sha256').update(body).digest('hex');
};
