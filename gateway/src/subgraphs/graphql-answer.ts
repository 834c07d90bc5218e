import type { GraphQLFormattedError } from 'graphql';
import { isRecord } from '../is-record.ts';

/** What a subgraph answers. */
export interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

const isPath = (value: unknown): boolean =>
  Array.isArray(value) && value.every((element) => typeof element === 'string' || typeof element === 'number');

const isError = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value['message'] === 'string' &&
  (value['path'] === undefined || isPath(value['path'])) &&
  (value['extensions'] === undefined || isRecord(value['extensions']));

/**
 * Reads the text of an answer; undefined where it is not one of GraphQL. Written out instead of with a schema because every
 * fetch of every request passes here, and what is looked at is the envelope alone.
 */
export const readGraphqlAnswer = (text: string): GraphqlAnswer | undefined => {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(answer)) return undefined;
  const { data, errors } = answer;
  if (data === undefined && errors === undefined) return undefined;
  if (data !== undefined && data !== null && !isRecord(data)) return undefined;
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isError))) return undefined;
  return answer as GraphqlAnswer;
};
