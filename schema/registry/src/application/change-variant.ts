import { newId } from '@cardstock/contracts';
import type { Composition, SubgraphSdl } from '../domain/composition.ts';
import { hashOf } from '../domain/document-hash.ts';
import type { GitContext } from '../domain/git-context.ts';
import { type GraphRef, printGraphRef } from '../domain/graph-ref.ts';
import { busy, compositionFailed } from './errors.ts';
import type { After, Before, ChangeStore, Clock, Compose, Launch, LaunchCause } from './ports.ts';
import type { InTurn } from './turns.ts';

export interface Change {
  readonly ref: GraphRef;
  readonly cause: LaunchCause;
  readonly actor: string;
  readonly gitContext: GitContext | undefined;
  /** What the variant is to consist of; undefined where it does already. Throws where the change makes no sense. */
  readonly next: (before: Before) => readonly SubgraphSdl[] | undefined;
}

export interface Changed {
  readonly before: Before;
  /** The new launch; undefined where there was nothing to change. */
  readonly launch: Launch | undefined;
}

export interface ChangePorts {
  readonly store: ChangeStore;
  readonly compose: Compose;
  readonly inTurn: InTurn;
  readonly now: Clock;
  /** What becomes of a change that breaks a variant which composes. */
  readonly broken: 'refuse' | 'store';
}

/** Several registries may share a database: they rarely change one variant at the same moment, and not for long. */
const ATTEMPTS = 10;

const composes = ({ latest }: Before): boolean => latest?.status === 'SUCCEEDED';

const explain = ({ ref }: Change, composition: Composition): string => {
  const errors = composition.ok ? [] : composition.errors;
  const reasons = errors.map(({ code, message }) => `${code}: ${message}`).join('\n');
  return `Nothing was changed: ${printGraphRef(ref)} would not compose any more.\n${reasons}`;
};

const launchOf = (change: Change, before: Before, composition: Composition, at: Date): Launch => ({
  ...change.ref,
  id: newId(),
  status: composition.ok ? 'SUCCEEDED' : 'FAILED',
  cause: change.cause,
  rolledBackTo: undefined,
  previousId: before.latest?.id,
  supergraphHash: composition.ok ? hashOf(composition.supergraphSdl) : undefined,
  apiHash: composition.ok ? hashOf(composition.apiSdl) : undefined,
  errors: composition.ok ? [] : composition.errors,
  hints: composition.ok ? composition.hints : [],
  actor: change.actor,
  gitContext: change.gitContext,
  createdAt: at,
});

const afterOf = (
  launch: Launch,
  before: Before,
  subgraphs: readonly SubgraphSdl[],
  composition: Composition,
): After => {
  const isEnd = subgraphs.length === 0;
  const served = launch.status === 'SUCCEEDED' ? launch.id : before.served?.id;
  return {
    launch,
    subgraphs,
    documents: composition.ok ? [composition.supergraphSdl, composition.apiSdl] : [],
    servedLaunchId: isEnd ? undefined : served,
    latestLaunchId: isEnd ? undefined : launch.id,
  };
};

const attempt = async ({ store, compose, now, broken }: ChangePorts, change: Change): Promise<Changed | 'outrun'> => {
  const before = await store.before(change.ref);
  const subgraphs = change.next(before);
  if (!subgraphs) return { before, launch: undefined };
  // Composed outside of the transaction, which takes milliseconds then; the revision tells whether it was in vain.
  const composition = await compose(subgraphs);
  const breaks = !composition.ok && subgraphs.length > 0 && composes(before);
  if (breaks && broken === 'refuse') throw compositionFailed(explain(change, composition));
  const launch = launchOf(change, before, composition, now());
  const isWritten = await store.write(afterOf(launch, before, subgraphs, composition), before.revision);
  return isWritten ? { before, launch } : 'outrun';
};

/**
 * Changes what a variant consists of and composes it anew: one launch, written in one transaction. Changes of one
 * variant go one after the other. What is served stays where the new launch does not compose. Throws
 * COMPOSITION_FAILED where the change is refused for that.
 */
export const changeVariant = (ports: ChangePorts, change: Change): Promise<Changed> =>
  ports.inTurn(printGraphRef(change.ref), async () => {
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      const outcome = await attempt(ports, change);
      if (outcome !== 'outrun') return outcome;
    }
    throw busy(`${printGraphRef(change.ref)} is being changed by others.`);
  });
