import { newId } from '@cardstock/contracts';
import { hashOf } from '../domain/document-hash.ts';
import type { GitContext } from '../domain/git-context.ts';
import { type GraphRef, printGraphRef } from '../domain/graph-ref.ts';
import { faultIn } from '../domain/monograph.ts';
import type { Viewer } from '../domain/scopes.ts';
import { type Changed, type ChangePorts, changeVariant } from './change-variant.ts';
import { busy, notFound } from './errors.ts';
import type { After, Before, Launch } from './ports.ts';
import { mustBeNames, trimmed } from './publish.ts';

export interface GraphSchema {
  readonly ref: GraphRef;
  readonly sdl: string;
  readonly gitContext?: GitContext | undefined;
}

export type GraphOutcome =
  | { readonly kind: 'PUBLISHED' | 'UNCHANGED'; readonly launch: Launch; readonly before: Before }
  | { readonly kind: 'REFUSED'; readonly reason: string };

type Ports = Pick<ChangePorts, 'store' | 'inTurn' | 'now'>;

const launchOf = (viewer: Viewer, { ref, sdl, gitContext }: GraphSchema, before: Before, at: Date): Launch => ({
  ...ref,
  id: newId(),
  status: 'SUCCEEDED',
  cause: 'GRAPH_PUBLISH',
  rolledBackTo: undefined,
  previousId: before.latest?.id,
  supergraphHash: undefined,
  apiHash: hashOf(sdl),
  errors: [],
  hints: [],
  actor: viewer.name,
  gitContext: trimmed(gitContext),
  createdAt: at,
});

/** Publishes the schema of a graph that is not federated: it is what clients see. Throws BAD_USER_INPUT and BUSY. */
export const makePublishGraph =
  ({ store, inTurn, now }: Ports) =>
  async (viewer: Viewer, schema: GraphSchema): Promise<GraphOutcome> => {
    const { ref, sdl } = schema;
    mustBeNames(ref);
    const fault = sdl.includes('\0') ? 'it contains a NUL character' : faultIn(sdl);
    if (fault !== undefined) return { kind: 'REFUSED', reason: fault };
    return inTurn(printGraphRef(ref), async (): Promise<GraphOutcome> => {
      const before = await store.before(ref);
      if (before.subgraphs.length > 0)
        return { kind: 'REFUSED', reason: `${printGraphRef(ref)} is federated: publish its subgraphs.` };
      if (before.latest?.apiHash === hashOf(sdl)) return { kind: 'UNCHANGED', launch: before.latest, before };
      const launch = launchOf(viewer, schema, before, now());
      const after: After = {
        launch,
        subgraphs: [],
        documents: [sdl],
        servedLaunchId: launch.id,
        latestLaunchId: launch.id,
      };
      if (!(await store.write(after, before.revision))) throw busy(`${printGraphRef(ref)} is being changed by others.`);
      return { kind: 'PUBLISHED', launch, before };
    });
  };

/** Ends a variant, with all of its subgraphs. Its history is kept. Throws NOT_FOUND. */
export const makeDeleteVariant =
  (ports: ChangePorts) =>
  (viewer: Viewer, ref: GraphRef): Promise<Changed> =>
    changeVariant(ports, {
      ref,
      cause: 'DELETE',
      actor: viewer.name,
      gitContext: undefined,
      next: ({ latest }) => {
        if (!latest) throw notFound(`variant ${printGraphRef(ref)}`);
        return [];
      },
    });
