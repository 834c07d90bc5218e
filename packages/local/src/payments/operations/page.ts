import { missing } from '../stripe-error.ts';

interface Wanted {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

const indexOf = (items: { id: string }[], id: string, param: string): number => {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw missing('object', id, param);
  return index;
};

/** One page of a list, newest first, beside the cursor of either side. */
export const page = <T extends { id: string }>(oldestFirst: T[], { limit, starting_after, ending_before }: Wanted) => {
  const items = oldestFirst.toReversed();
  if (ending_before !== undefined) {
    const end = indexOf(items, ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { data: items.slice(start, end), has_more: start > 0 };
  }
  const start = starting_after === undefined ? 0 : indexOf(items, starting_after, 'starting_after') + 1;
  return { data: items.slice(start, start + limit), has_more: start + limit < items.length };
};
