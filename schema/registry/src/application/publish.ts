import type { SubgraphSdl } from '../domain/composition.ts';
import type { GitContext } from '../domain/git-context.ts';
import { type GraphRef, isGraphId, isSubgraphName, isVariantName, printGraphRef } from '../domain/graph-ref.ts';
import type { Viewer } from '../domain/scopes.ts';
import { type Changed, type ChangePorts, changeVariant } from './change-variant.ts';
import { badInput, notFound } from './errors.ts';
import type { Before } from './ports.ts';

/** A subgraph as it is published; without a URL it keeps the one it has. */
export interface Published {
  readonly name: string;
  readonly url: string | undefined;
  readonly sdl: string;
}

interface PublishCommand {
  readonly ref: GraphRef;
  readonly subgraphs: readonly Published[];
  /** Whether the variant is to have no other subgraphs than these. */
  readonly removeOthers?: boolean;
  readonly gitContext?: GitContext | undefined;
}

const MOST_SUBGRAPHS = 200;
const LONGEST_URL = 2_000;
const LONGEST_NOTE = 2_000;

/** Throws BAD_USER_INPUT where a graph or a variant cannot be called so. */
export const mustBeNames = ({ graph, variant }: GraphRef): void => {
  if (!isGraphId(graph)) throw badInput(`"${graph}" is no name of a graph.`);
  if (!isVariantName(variant)) throw badInput(`"${variant}" is no name of a variant.`);
};

const mustBeFit = ({ name, url = '', sdl }: Published): void => {
  if (!isSubgraphName(name))
    throw badInput(`"${name}" is no name of a subgraph: letters, digits, _ and -, at most 64.`);
  if (url.length > LONGEST_URL)
    throw badInput(`The routing URL of "${name}" is longer than ${LONGEST_URL} characters.`);
  if (sdl.trim() === '') throw badInput(`The schema of "${name}" is empty.`);
  // PostgreSQL keeps every character but this one.
  if (`${sdl}${url}`.includes('\0')) throw badInput(`The schema of "${name}" contains a NUL character.`);
};

const withUrl = (given: Published, before: ReadonlyMap<string, SubgraphSdl>): SubgraphSdl => {
  const url = given.url ?? before.get(given.name)?.url;
  if (url !== undefined) return { name: given.name, url, sdl: given.sdl };
  throw badInput(`The subgraph "${given.name}" is new: publish it with a routing URL.`);
};

const isSame = (one: SubgraphSdl, other: SubgraphSdl | undefined): boolean =>
  one.url === other?.url && one.sdl === other.sdl;

const nextOf = ({ subgraphs, removeOthers }: PublishCommand, before: Before): SubgraphSdl[] | undefined => {
  const current = new Map<string, SubgraphSdl>(before.subgraphs.map((one) => [one.name, one]));
  const published = subgraphs.map((one) => withUrl(one, current));
  const kept = removeOthers ? [] : before.subgraphs.filter(({ name }) => !published.some((one) => one.name === name));
  const isAsBefore = published.every((one) => isSame(one, current.get(one.name)));
  if (isAsBefore && kept.length + published.length === current.size) return undefined;
  const next = [...kept.map(({ name, url, sdl }) => ({ name, url, sdl })), ...published];
  if (next.length > MOST_SUBGRAPHS) throw badInput(`A variant has at most ${MOST_SUBGRAPHS} subgraphs.`);
  return next;
};

const mayBeLong = (text: string | null | undefined): string | null =>
  text?.replaceAll('\0', '').slice(0, LONGEST_NOTE) ?? null;

/** What a client tells of its repository, at a length that can be kept. */
export const trimmed = (git: GitContext | null | undefined): GitContext | undefined =>
  git
    ? {
        branch: mayBeLong(git.branch),
        commit: mayBeLong(git.commit),
        committer: mayBeLong(git.committer),
        message: mayBeLong(git.message),
        remoteUrl: mayBeLong(git.remoteUrl),
      }
    : undefined;

/**
 * Publishes subgraphs together, as one launch. The same again changes nothing, so a client may repeat it. Throws
 * BAD_USER_INPUT, and COMPOSITION_FAILED where a variant that composes would not do so any more.
 */
export const makePublish =
  (ports: ChangePorts) =>
  async (viewer: Viewer, command: PublishCommand): Promise<Changed> => {
    const { ref, subgraphs } = command;
    mustBeNames(ref);
    for (const one of subgraphs) mustBeFit(one);
    if (new Set(subgraphs.map(({ name }) => name)).size < subgraphs.length)
      throw badInput('A subgraph is published twice.');
    return changeVariant(ports, {
      ref,
      cause: 'PUBLISH',
      actor: viewer.name,
      gitContext: trimmed(command.gitContext),
      next: (before) => nextOf(command, before),
    });
  };

const without = (name: string, { subgraphs }: Before, ref: GraphRef): SubgraphSdl[] => {
  const kept = subgraphs.filter((one) => one.name !== name);
  if (kept.length === subgraphs.length) throw notFound(`subgraph "${name}" in ${printGraphRef(ref)}`);
  return kept.map(({ url, sdl, ...one }) => ({ name: one.name, url, sdl }));
};

/** Takes a subgraph out of a variant. The variant ends with its last one. */
export const makeRemove =
  (ports: ChangePorts) =>
  async (viewer: Viewer, ref: GraphRef, name: string): Promise<Changed> => {
    mustBeNames(ref);
    return changeVariant(ports, {
      ref,
      cause: 'DELETE',
      actor: viewer.name,
      gitContext: undefined,
      next: (before) => without(name, before, ref),
    });
  };

/** What would become of a variant without a subgraph: the errors of composing the others. */
export const makePredictRemoval =
  ({ store, compose }: Pick<ChangePorts, 'store' | 'compose'>) =>
  async (ref: GraphRef, name: string) => {
    const left = without(name, await store.before(ref), ref);
    const composition = left.length === 0 ? undefined : await compose(left);
    return composition?.ok === false ? composition.errors : [];
  };
