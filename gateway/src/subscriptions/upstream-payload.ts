import type { SubscribePayload } from 'graphql-ws';
import type { UpstreamOperation } from './upstream-operation.ts';

const pick = (variables: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => variables[name] !== undefined).map((name) => [name, variables[name]]));

/** What to send to the owner: the subscription from its beginning, or from a cursor on. */
export const payloadOf = (
  { resume, query, operationName, variableNames }: UpstreamOperation,
  variables: Readonly<Record<string, unknown>>,
  cursor: string | undefined,
): SubscribePayload => {
  const given = pick(variables, variableNames);
  const named = operationName ? { operationName } : {};
  if (!resume || cursor === undefined) return { query, variables: given, ...named };
  return { query: resume.query, variables: { ...given, [resume.afterVariable]: cursor }, ...named };
};
