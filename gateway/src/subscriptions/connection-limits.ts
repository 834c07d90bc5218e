import type { Viewer } from '@cardstock/service/core';
import type { GatewayConfig } from '../config.ts';

type Limits = Pick<GatewayConfig, 'MAX_CONNECTIONS' | 'MAX_CONNECTIONS_PER_ADDRESS' | 'MAX_CONNECTIONS_PER_USER'>;

/** Gives back what was taken. Calling it twice does no harm. */
export type Release = () => void;

/** Counts what clients hold open in this process: WebSockets, event streams and reservations of them. */
export interface ConnectionLimits {
  /** Takes a place for a connection of an address; undefined where there is none. */
  takeForAddress(address: string): Release | undefined;
  /** The same for its user, once it is known who that is. Who is not logged in counts by address only. */
  takeForViewer(viewer: Viewer): Release | undefined;
}

const once = (release: Release): Release => {
  let isReleased = false;
  return () => {
    if (isReleased) return;
    isReleased = true;
    release();
  };
};

export const makeConnectionLimits = (limits: Limits): ConnectionLimits => {
  const held = new Map<string, number>();
  let total = 0;
  const take = (key: string, most: number): Release | undefined => {
    const count = held.get(key) ?? 0;
    if (count >= most) return undefined;
    held.set(key, count + 1);
    return once(() => {
      const left = (held.get(key) ?? 1) - 1;
      if (left > 0) held.set(key, left);
      else held.delete(key);
    });
  };
  return {
    takeForAddress: (address) => {
      if (total >= limits.MAX_CONNECTIONS) return undefined;
      const release = take(`address ${address}`, limits.MAX_CONNECTIONS_PER_ADDRESS);
      if (!release) return undefined;
      total += 1;
      return once(() => {
        total -= 1;
        release();
      });
    },
    takeForViewer: (viewer) =>
      viewer.kind === 'user' ? take(`user ${viewer.id}`, limits.MAX_CONNECTIONS_PER_USER) : () => {},
  };
};
