import { factsUntil } from '../../application/reading/facts-until.ts';
import type { OrderView, RecordedEvent } from '../../application/reading/views.ts';
import type { Context } from '../context.ts';

/** The facts that the view of an order knows of. */
export const factsOf = async ({ id, asOf }: OrderView, { loaders }: Context): Promise<readonly RecordedEvent[]> => {
  const events = await loaders.events.load(id);
  return asOf ? factsUntil(events, asOf) : events;
};
