import { type Connection, checkFirst, toConnection, type Viewer } from '@cardstock/service';
import { editorOf } from './access.ts';
import { versionAfter, versionCursor } from './version-cursor.ts';
import type { MadeChange, WholeDocument } from './whole-document.ts';

export interface ChangesRequest {
  readonly subject: string | undefined;
  readonly first: number;
  readonly after: string | null | undefined;
}

export type ReadChanges<Change> = (viewer: Viewer, request: ChangesRequest) => Promise<Connection<MadeChange<Change>>>;

/** The changes of a document, oldest first. For staff. Throws BAD_USER_INPUT. */
export const makeReadChanges =
  <Change>({ changes }: Pick<WholeDocument<never, Change>, 'changes'>): ReadChanges<Change> =>
  async (viewer, { subject, first, after }) => {
    editorOf(viewer);
    const limit = checkFirst(first) + 1;
    const afterVersion = versionAfter(after);
    const found = await changes({ subject, afterVersion, limit });
    return toConnection<MadeChange<Change>, MadeChange<Change>>({
      rows: found.changes,
      first,
      after,
      totalCount: found.total,
      cursorOf: ({ version }) => versionCursor(version),
      nodeOf: (change) => change,
    });
  };
