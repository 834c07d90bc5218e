import { type Connection, checkFirst, toConnection, type Viewer } from '@cardstock/service';
import { editorOf } from '../access.ts';
import { versionAfter, versionCursor } from '../version-cursor.ts';
import type { RecordedEvent } from '../write.ports.ts';

/** A part of a product's history: events after a version. */
export interface HistoryPart {
  readonly productId: string;
  readonly afterVersion: number;
  readonly limit: number;
}

export interface FoundHistory {
  /** Oldest first. */
  readonly events: readonly RecordedEvent[];
  /** How many events the product has. */
  readonly total: number;
}

/** Parts of many histories at once, in the order in which they are asked for. */
export type ReadHistories = (parts: readonly HistoryPart[]) => Promise<FoundHistory[]>;

/** Gathers what is asked for of many products. */
interface Lookup {
  load(part: HistoryPart): Promise<FoundHistory>;
}

export interface HistoryRequest {
  readonly productId: string;
  readonly first: number;
  readonly after: string | null | undefined;
}

export type ReadHistory = (
  viewer: Viewer,
  request: HistoryRequest,
  lookup: Lookup,
) => Promise<Connection<RecordedEvent>>;

/** The events of a product, oldest first. For staff. Throws BAD_USER_INPUT. */
export const readHistory: ReadHistory = async (viewer, { productId, first, after }, lookup) => {
  editorOf(viewer);
  const limit = checkFirst(first) + 1;
  const afterVersion = versionAfter(after);
  const { events, total } = await lookup.load({ productId, afterVersion, limit });
  return toConnection<RecordedEvent, RecordedEvent>({
    rows: events,
    first,
    after,
    totalCount: total,
    cursorOf: ({ version }) => versionCursor(version),
    nodeOf: (event) => event,
  });
};
