import { newId } from '@cardstock/contracts';
import type { GitContext } from '../domain/git-context.ts';
import { type GraphRef, printGraphRef } from '../domain/graph-ref.ts';
import type { Viewer } from '../domain/scopes.ts';
import type { Changed, ChangePorts } from './change-variant.ts';
import { badInput, busy, notFound } from './errors.ts';
import type { After, Before, GraphQueries, Launch } from './ports.ts';
import { trimmed } from './publish.ts';

interface RollbackCommand {
  readonly ref: GraphRef;
  readonly toLaunchId: string;
  readonly gitContext?: GitContext | undefined;
}

type RollbackPorts = Pick<ChangePorts, 'store' | 'inTurn' | 'now'> & {
  readonly queries: Pick<GraphQueries, 'launch' | 'subgraphsOfLaunch'>;
};

const ATTEMPTS = 10;

const targetOf = async ({ queries }: RollbackPorts, { ref, toLaunchId }: RollbackCommand): Promise<Launch> => {
  const target = await queries.launch(ref.graph, toLaunchId);
  if (target?.variant !== ref.variant) throw notFound(`launch "${toLaunchId}" of ${printGraphRef(ref)}`);
  if (target.status === 'FAILED')
    throw badInput(`The launch "${toLaunchId}" did not compose: nothing can be served of it.`);
  return target;
};

/** Whether a variant is what it would become: then the same command came twice. */
const isThere = ({ served, latest }: Before, target: Launch): boolean =>
  served?.id === latest?.id && (served?.id === target.id || served?.rolledBackTo === target.id);

const attempt = async (ports: RollbackPorts, viewer: Viewer, command: RollbackCommand): Promise<Changed | 'outrun'> => {
  const { store, queries, now } = ports;
  const before = await store.before(command.ref);
  const target = await targetOf(ports, command);
  if (isThere(before, target)) return { before, launch: undefined };
  const launch: Launch = {
    ...target,
    id: newId(),
    cause: 'ROLLBACK',
    rolledBackTo: target.id,
    previousId: before.latest?.id,
    actor: viewer.name,
    gitContext: trimmed(command.gitContext),
    createdAt: now(),
  };
  const subgraphs = await queries.subgraphsOfLaunch(target.id);
  const after: After = { launch, subgraphs, documents: [], servedLaunchId: launch.id, latestLaunchId: launch.id };
  return (await store.write(after, before.revision)) ? { before, launch } : 'outrun';
};

/**
 * Serves what an earlier launch served, as a new launch, and brings back the subgraphs that it was composed of: what is
 * published next builds on them. Throws NOT_FOUND, and BAD_USER_INPUT where that launch did not compose.
 */
export const makeRollback =
  (ports: RollbackPorts) =>
  (viewer: Viewer, command: RollbackCommand): Promise<Changed> =>
    ports.inTurn(printGraphRef(command.ref), async () => {
      for (let tried = 0; tried < ATTEMPTS; tried += 1) {
        const outcome = await attempt(ports, viewer, command);
        if (outcome !== 'outrun') return outcome;
      }
      throw busy(`${printGraphRef(command.ref)} is being changed by others.`);
    });
