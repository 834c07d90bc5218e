import type { Viewer } from '@cardstock/service';
import { editorOf } from '../access.ts';
import type { ScheduledPrice } from './ports.ts';

/** Looks many SKUs up at once. */
interface Lookup {
  load(sku: string): Promise<ScheduledPrice[]>;
}

export type ListScheduledPrices = (viewer: Viewer, sku: string, lookup: Lookup) => Promise<ScheduledPrice[]>;

/** The scheduled prices of a SKU. For staff. */
export const listScheduledPrices: ListScheduledPrices = async (viewer, sku, lookup) => {
  editorOf(viewer);
  return lookup.load(sku);
};
