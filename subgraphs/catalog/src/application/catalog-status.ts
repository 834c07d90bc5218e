import { forbidden, hasScope, type Viewer } from '@cardstock/service';

/** How far the read model is behind the events of products. */
export interface ProjectionLag {
  /** Events that are recorded and not in the read model yet. */
  readonly events: number;
  /** How long the oldest of them has waited, in seconds; 0 where there is none. */
  readonly seconds: number;
}

export interface LagPorts {
  readonly livePosition: () => Promise<number>;
  readonly lastPosition: () => Promise<number>;
  /** When the event behind a position was recorded; undefined where there is none. */
  readonly recordedAfter: (position: number) => Promise<Date | undefined>;
  readonly now: () => Date;
}

const MS_PER_SECOND = 1_000;

export type ReadLag = () => Promise<ProjectionLag>;

export const makeReadLag =
  ({ livePosition, lastPosition, recordedAfter, now }: LagPorts): ReadLag =>
  async () => {
    const position = await livePosition();
    const events = Math.max(0, (await lastPosition()) - position);
    const since = events === 0 ? undefined : await recordedAfter(position);
    return { events, seconds: since ? Math.max(0, now().getTime() - since.getTime()) / MS_PER_SECOND : 0 };
  };

export type ReadStatus = (viewer: Viewer) => Promise<ProjectionLag>;

/** For staff of the catalogue. Throws FORBIDDEN. */
export const makeReadStatus =
  (readLag: ReadLag): ReadStatus =>
  async (viewer) => {
    if (!hasScope(viewer, 'catalog:write')) throw forbidden();
    return readLag();
  };
