import { InventoryChanged } from '@cardstock/contracts';
import { consume, OutOfOrder, type Subscription } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { ApplyLevels } from '../application/projection.ports.ts';

const NAMED_IN_ERROR = 5;

/** Levels of a SKU that the projector has not come to yet are tried again later, all of the message together. */
export const onInventoryChanged = (transact: Transact, applyLevels: ApplyLevels): Subscription =>
  consume(InventoryChanged, async ({ levels }, { messageId }) =>
    transact(async (scope) => {
      if (!(await scope.claim(messageId))) return;
      const unknown = await applyLevels(scope.sql, levels);
      if (unknown.length > 0) {
        throw new OutOfOrder(
          `${unknown.length} SKUs are not in the catalogue yet: ${unknown.slice(0, NAMED_IN_ERROR).join(', ')}`,
        );
      }
    }),
  );
