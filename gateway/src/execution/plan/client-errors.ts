import type { GraphQLFormattedError } from 'graphql';
import type { JsonObject } from '../json.ts';
import { type ClientPath, eachPosition, type PlacePath } from './places.ts';

/** Where the answer of a fetch goes. */
export interface Destination {
  readonly service: string;
  readonly place: PlacePath;
  /** What the client calls the fields that the plan calls otherwise. */
  readonly clientNames: ReadonlyMap<string, string>;
}

/** Which representation each object was asked for by. */
export type Represented = ReadonlyMap<JsonObject, number>;

interface Placed {
  readonly position: ClientPath;
  /** The how many-th position in the answer it is. */
  readonly rank: number;
}

const fromSubgraph = (
  { message, extensions }: GraphQLFormattedError,
  service: string,
  path: ClientPath | undefined,
): GraphQLFormattedError => {
  const origin = { ...extensions, serviceName: service };
  return {
    message: message || `Error while fetching subquery from service "${service}"`,
    ...(path ? { path } : {}),
    extensions: 'code' in origin && origin['code'] ? origin : { ...origin, code: 'DOWNSTREAM_SERVICE_ERROR' },
  };
};

/** As far as a place is one position: down to its first list. */
const placePrefix = (place: PlacePath): string[] => {
  const list = place.findIndex(({ key }) => key === undefined);
  return place.slice(0, list < 0 ? undefined : list).flatMap(({ key }) => (key === undefined ? [] : [key]));
};

const positionsOf = (root: JsonObject, place: PlacePath, represented: Represented): Map<number, Placed[]> => {
  const positions = new Map<number, Placed[]>();
  let rank = 0;
  eachPosition(root, place, (object, position) => {
    const index = represented.get(object);
    rank += 1;
    if (index === undefined) return;
    const known = positions.get(index);
    if (known) known.push({ position, rank });
    else positions.set(index, [{ position, rank }]);
  });
  return positions;
};

const inClientNames = (path: ClientPath, { clientNames }: Destination): ClientPath =>
  clientNames.size === 0 ? path : path.map((name) => clientNames.get(name as string) ?? name);

/** The errors of a fetch without representations, at the paths of the client. */
export const errorsOfFetch = (
  errors: readonly GraphQLFormattedError[],
  destination: Destination,
): GraphQLFormattedError[] => {
  const { place, service } = destination;
  const prefix = placePrefix(place);
  const isOnePosition = prefix.length === place.length;
  return errors.map((error) => {
    const path = error.path && [...prefix, ...(isOnePosition ? error.path : [])];
    return fromSubgraph(error, service, path && inClientNames(path, destination));
  });
};

/** The errors of an entity fetch, each at all positions that its representation stands for, in the order of the answer. */
export const errorsOfEntities = (
  errors: readonly GraphQLFormattedError[],
  destination: Destination,
  root: JsonObject,
  represented: Represented,
): GraphQLFormattedError[] => {
  const { place, service } = destination;
  const positions = positionsOf(root, place, represented);
  const isRepeated = [...positions.values()].some(({ length }) => length > 1);
  const placed = errors.flatMap((error) => {
    const { path } = error;
    const named = (to: ClientPath | undefined) => fromSubgraph(error, service, to && inClientNames(to, destination));
    if (typeof path?.[1] !== 'number') return [{ rank: 0, error: named(path && placePrefix(place)) }];
    const found = positions.get(path[1]) ?? [];
    return found.map(({ position, rank }) => ({ rank, error: named([...position, ...path.slice(2)]) }));
  });
  if (isRepeated) placed.sort((one, other) => one.rank - other.rank);
  return placed.map(({ error }) => error);
};

/** An answer that breaks the protocol of federation. */
export const invalidAnswer = (message: string, { service }: Destination): GraphQLFormattedError => ({
  message,
  extensions: { serviceName: service, code: 'INVALID_SUBGRAPH_RESPONSE' },
});
