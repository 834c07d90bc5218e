import type { GraphQLFormattedError } from 'graphql';
import type { BoundEndpoint } from './bind-endpoints.ts';

/** A part of a resource that is null because it could not be had. */
export interface Warning {
  /** Where it is in the body: a JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

type Path = readonly (string | number)[];

/** Whether the first path leads through the second, or to it. */
export const isUnder = (path: Path, start: Path): boolean => start.every((part, index) => path[index] === part);

const escaped = (part: string | number): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

const pointerTo = ([first, ...rest]: Path, kind: BoundEndpoint['result']['kind']): string => {
  if (first === undefined) return '';
  const start = kind === 'list' ? ['items', first] : [kind === 'page' && first === 'nodes' ? 'items' : first];
  return [...start, ...rest].map((part) => `/${escaped(part)}`).join('');
};

/** What is missing of a resource that is there. */
export const warningsOf = (
  errors: readonly GraphQLFormattedError[],
  at: Path,
  kind: BoundEndpoint['result']['kind'],
): readonly Warning[] =>
  errors.map(({ path = [], message, extensions }) => ({
    pointer: isUnder(path, at) ? pointerTo(path.slice(at.length), kind) : '',
    code: String(extensions?.['code'] ?? 'INTERNAL'),
    detail: message,
  }));
