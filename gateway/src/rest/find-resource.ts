import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Answer } from './answer.ts';
import type { BoundEndpoint } from './bind-endpoints.ts';
import { problemOfError, problemOfRefusal, unauthenticated, unknownThing } from './problems.ts';
import { isUnder, type Warning, warningsOf } from './warnings.ts';

/** A page of a list, or a resource, with what is missing of it. */
export interface Found {
  readonly value: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}

interface Asked {
  readonly bound: BoundEndpoint;
  readonly result: FormattedExecutionResult;
  readonly requestId: string;
}

type Values = Readonly<Record<string, unknown>>;

const valueIn = (value: unknown, name: string): unknown => (value as Values | null | undefined)?.[name] ?? undefined;

/** The errors that keep the resource from being there at all come first to mind: those above it, or at it. */
const firstAt = (errors: readonly GraphQLFormattedError[], at: readonly string[]): GraphQLFormattedError | undefined =>
  errors.find(({ path = [] }) => isUnder(path, at) || isUnder(at, path)) ?? errors[0];

const asBody = (resource: unknown, { kind }: BoundEndpoint['result']): Values => {
  if (kind === 'list') return { items: resource };
  // The name of the type told a success from a refusal; it is no part of either.
  const { __typename, ...body } = resource as Values;
  if (kind === 'resource') return body;
  const { nodes, ...page } = body;
  return { items: nodes, ...page };
};

/** Finds the resource in what the graph answered, or says why it is not there. */
export const findResource = ({ bound, result, requestId }: Asked): Found | Answer => {
  const { endpoint } = bound;
  const { data, errors = [] } = result;
  const asked = endpoint.at.reduce<unknown>(valueIn, data ?? undefined);
  const refusal = bound.result.refusals.find(({ type }) => type.name === valueIn(asked, '__typename'));
  if (refusal) return problemOfRefusal(refusal, asked as Values, requestId);
  const at = endpoint.member ? [...endpoint.at, endpoint.member] : endpoint.at;
  const resource = endpoint.member ? valueIn(asked, endpoint.member) : asked;
  if (resource !== undefined) {
    return { value: asBody(resource, bound.result), warnings: warningsOf(errors, at, bound.result.kind) };
  }
  const error = firstAt(errors, at);
  if (error) return problemOfError(error, { inputs: bound.inputs, requestId });
  // The graph tells whom it does not know by a null, too: an account that is gone.
  const isNobody = endpoint.at[0] === 'me' && valueIn(data, 'me') === undefined;
  return isNobody ? unauthenticated(requestId) : unknownThing(requestId);
};

export const isFound = (outcome: Found | Answer): outcome is Found => 'value' in outcome;
