import { setImmediate as others } from 'node:timers/promises';
import { newId } from '@cardstock/contracts';
import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoDeprecatedCustomRule,
  parse,
  validate,
} from 'graphql';
import { badInput, notFound } from '../application/errors.ts';
import type { GraphQueries } from '../application/ports.ts';
import type { GitContext } from '../domain/git-context.ts';
import { type GraphRef, printGraphRef } from '../domain/graph-ref.ts';
import type { Viewer } from '../domain/scopes.ts';
import type { CheckStore, OperationProblem } from './ports.ts';
import { statusOf } from './run-check.ts';

export interface OperationText {
  readonly name?: string | null;
  readonly body: string;
}

interface Asked {
  readonly ref: GraphRef;
  readonly operations: readonly OperationText[];
  readonly gitContext: GitContext | undefined;
}

export type ValidateOperations = (viewer: Viewer, asked: Asked) => Promise<readonly OperationProblem[]>;

const MOST_OPERATIONS = 2_000;
const MAX_TOKENS = 20_000;
const MAX_ERRORS = 20;
const STEP = 25;

type Named = OperationProblem['operation'];

const parsed = (body: string): DocumentNode | GraphQLError => {
  try {
    return parse(body, { maxTokens: MAX_TOKENS });
  } catch (err) {
    if (err instanceof GraphQLError) return err;
    throw err;
  }
};

const problemsOf = (schema: GraphQLSchema, operation: Named): OperationProblem[] => {
  const document = parsed(operation.body);
  if (document instanceof GraphQLError)
    return [{ type: 'INVALID', code: 'NON_PARSEABLE_DOCUMENT', description: document.message, operation }];
  const invalid = validate(schema, document, undefined, { maxErrors: MAX_ERRORS });
  const deprecated = invalid.length > 0 ? [] : validate(schema, document, [NoDeprecatedCustomRule]);
  return [
    ...invalid.map(
      ({ message }) => ({ type: 'FAILURE', code: 'INVALID_OPERATION', description: message, operation }) as const,
    ),
    ...deprecated.map(
      ({ message }) => ({ type: 'WARNING', code: 'DEPRECATED_FIELD', description: message, operation }) as const,
    ),
  ];
};

interface Ports {
  readonly queries: GraphQueries;
  readonly store: Pick<CheckStore, 'insert'>;
  readonly now: () => Date;
}

const servedSchema = async (ref: GraphRef, queries: GraphQueries): Promise<GraphQLSchema> => {
  const variant = await queries.variant(ref);
  const launch = variant?.servedLaunchId ? await queries.launch(ref.graph, variant.servedLaunchId) : undefined;
  if (!launch?.apiHash) throw notFound(`graph "${printGraphRef(ref)}" that is served`);
  return buildSchema(await queries.document(launch.apiHash), { assumeValidSDL: true });
};

/** Whether operations may be run against the API that is served; kept as a check. Throws NOT_FOUND and BAD_USER_INPUT. */
export const makeValidateOperations =
  ({ queries, store, now }: Ports): ValidateOperations =>
  async (viewer, { ref, operations, gitContext }) => {
    if (operations.length > MOST_OPERATIONS) throw badInput(`At most ${MOST_OPERATIONS} operations at once.`);
    const createdAt = now();
    const schema = await servedSchema(ref, queries);
    const validation: OperationProblem[] = [];
    for (const [index, { name = null, body }] of operations.entries()) {
      if (index % STEP === 0) await others();
      validation.push(...problemsOf(schema, { name, body }));
    }
    await store.insert({
      ...{ id: newId(), kind: 'OPERATIONS', ...ref, status: statusOf({ validation }), subgraph: undefined },
      ...{ proposedSchema: undefined, input: {}, result: { validation }, actor: viewer.name, gitContext },
      ...{ createdAt, finishedAt: now() },
    });
    return validation;
  };
