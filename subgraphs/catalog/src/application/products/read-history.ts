import {
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  toConnection,
  type Viewer,
} from '@cardstock/service';
import { editorOf } from '../access.ts';
import type { ProductEvents, RecordedEvent } from '../write.ports.ts';

export interface HistoryRequest {
  readonly productId: string;
  readonly first: number;
  readonly after: string | null | undefined;
}

export type ReadHistory = (viewer: Viewer, request: HistoryRequest) => Promise<Connection<RecordedEvent>>;

const versionIn = (cursor: string): number => {
  const [version] = decodeCursor(cursor, 1);
  if (typeof version === 'number' && Number.isSafeInteger(version) && version >= 0) return version;
  throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
};

/** The events of a product, oldest first. For staff. Throws BAD_USER_INPUT. */
export const makeReadHistory =
  (events: ProductEvents): ReadHistory =>
  async (viewer, { productId, first, after }) => {
    editorOf(viewer);
    const limit = checkFirst(first) + 1;
    const afterVersion = typeof after === 'string' ? versionIn(after) : 0;
    const [rows, totalCount] = await Promise.all([
      events.read(productId, { afterVersion, limit }),
      events.count(productId),
    ]);
    return toConnection<RecordedEvent, RecordedEvent>({
      rows,
      first,
      after,
      totalCount,
      cursorOf: ({ version }) => encodeCursor([version]),
      nodeOf: (event) => event,
    });
  };
