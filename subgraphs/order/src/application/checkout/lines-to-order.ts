import type { SkuQuantity } from '@cardstock/contracts';
import { badUserInput } from '@cardstock/service';
import { MAX_LINES, MAX_QUANTITY } from '../../domain/order/limits.ts';
import { sumBySku } from '../../domain/order/quantities.ts';

/** One line per SKU. Throws BAD_USER_INPUT for more pieces or SKUs than anybody may order. */
export const linesToOrder = (wanted: readonly SkuQuantity[]): readonly SkuQuantity[] => {
  const lines = sumBySku(wanted);
  const tooMany = lines.find(({ quantity }) => quantity > MAX_QUANTITY);
  if (tooMany) {
    throw badUserInput({ field: 'input.lines', message: `at most ${MAX_QUANTITY} pieces of ${tooMany.sku} in all` });
  }
  if (lines.length > MAX_LINES) throw badUserInput({ field: 'input.lines', message: `at most ${MAX_LINES} SKUs` });
  return lines;
};
