import type { Logger, Viewer } from '@cardstock/service/core';
import { type FormattedExecutionResult, getVariableValues } from 'graphql';
import type { Registry } from 'prom-client';
import { withCode } from '../errors/refusals.ts';
import type { GraphOperation, GraphResult, Step } from '../execution/operation.ts';
import { Completion } from './completion.ts';
import { meets } from './grants.ts';
import { type KnownOperation, makeKnownOperations } from './known-operations.ts';
import { makeCountVerdict } from './metrics.ts';
import { policiesIn } from './need.ts';
import { type Fulfilled, makeFulfilled, makeWarnOfUnknown, type Policies } from './policies.ts';
import { refusalFor, requestRefusedFor } from './refusal.ts';
import { type Restriction, restrict } from './restriction.ts';

interface AuthorizationOptions {
  /** What to do where something is refused: answer the rest, or nothing. */
  readonly mode: 'filter' | 'reject';
  readonly policies: Policies;
  readonly log: Logger;
  readonly metrics: Registry;
}

type Asked = Pick<GraphOperation, 'graph' | 'document' | 'operation' | 'variables'> & {
  readonly context: { readonly viewer: Viewer };
};

/** What a viewer gets of an operation. */
export type Verdict =
  | { readonly kind: 'allowed' }
  /** There is nothing to execute. */
  | { readonly kind: 'answered'; readonly result: GraphResult }
  /** Only a part may be executed; its result is completed to one of the whole. */
  | {
      readonly kind: 'restricted';
      readonly part: NonNullable<Restriction['allowed']>;
      readonly complete: <Result extends GraphResult | FormattedExecutionResult>(result: Result) => Result;
    };

export interface Authorization {
  readonly judge: (asked: Asked) => Promise<Verdict>;
  /** Judges queries and mutations on their way. */
  readonly step: Step;
}

const ALLOWED: Verdict = { kind: 'allowed' };

const makeRestrictionFor = (fulfilled: Fulfilled) => {
  const outcomeOf = async ({ distinct }: KnownOperation['needs'], viewer: Viewer): Promise<string> => {
    const names = policiesIn(distinct);
    const policies = names.length > 0 ? await fulfilled(names, viewer) : new Set<string>();
    return distinct.map((need) => (meets(need, viewer, policies) ? '+' : '-')).join('');
  };
  return async ({ needs, restrictions }: KnownOperation, viewer: Viewer): Promise<Restriction | undefined> => {
    const outcome = await outcomeOf(needs, viewer);
    if (!outcome.includes('-')) return undefined;
    const known = restrictions.get(outcome);
    if (known) return known;
    const refused = new Set(needs.distinct.filter((_, index) => outcome[index] === '-'));
    const restriction = restrict(needs, (need) => refused.has(need));
    return restriction && restrictions.set(outcome, restriction);
  };
};

const completeWith =
  (completion: Completion) =>
  <Result extends GraphResult | FormattedExecutionResult>(result: Result): Result => {
    if (!result.data) return result;
    const { data, errors } = completion.complete(result.data);
    return { ...result, data, ...(errors.length > 0 ? { errors: [...(result.errors ?? []), ...errors] } : {}) };
  };

const judgeRestricted = (asked: Asked, restriction: Restriction, mode: AuthorizationOptions['mode']): Verdict => {
  const { graph, operation, context } = asked;
  const schema = graph.clientSchema;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...asked.variables });
  if (errors) return { kind: 'answered', result: { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) } };
  const refusal = refusalFor(context.viewer);
  const completion = new Completion({ schema, restriction, variables: coerced, refusal });
  if (mode === 'reject' && completion.mayHaveRefusals) {
    return { kind: 'answered', result: { errors: [requestRefusedFor(context.viewer)] } };
  }
  // Where one refused root makes all of the answer null, nothing may be done whose outcome nobody would learn.
  const fatal = completion.refusedRoots.find(({ isNullable }) => !isNullable);
  if (fatal) return { kind: 'answered', result: { data: null, errors: [refusal(fatal.path)] } };
  if (!restriction.allowed) return { kind: 'answered', result: completion.complete({}) };
  return { kind: 'restricted', part: restriction.allowed, complete: completeWith(completion) };
};

/** Enforces `@authenticated`, `@requiresScopes` and `@policy` before anything is planned: what is refused is never sent to a subgraph. */
export const makeAuthorization = ({ mode, policies, log, metrics }: AuthorizationOptions): Authorization => {
  const knownOperation = makeKnownOperations();
  const restrictionFor = makeRestrictionFor(makeFulfilled(policies, log));
  const warnOnce = makeWarnOfUnknown(policies, log);
  const count = makeCountVerdict(metrics);
  const judge: Authorization['judge'] = async (asked) => {
    warnOnce(asked.graph);
    const known = knownOperation(asked);
    const restriction = known && (await restrictionFor(known, asked.context.viewer));
    const verdict = restriction ? judgeRestricted(asked, restriction, mode) : ALLOWED;
    count(verdict.kind);
    return verdict;
  };
  return { judge, step: stepOf(judge) };
};

const stepOf =
  (judge: Authorization['judge']): Step =>
  (next) =>
  async (operation) => {
    const verdict = await judge(operation);
    switch (verdict.kind) {
      case 'allowed':
        return next(operation);
      case 'answered':
        return verdict.result;
      case 'restricted':
        return verdict.complete(await next({ ...operation, ...verdict.part }));
    }
  };
