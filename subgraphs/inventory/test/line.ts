import { newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { expect } from '@jest/globals';
import type { Inventory } from './builders.ts';

const AVAILABILITY = `query ($skus: [_Any!]!) { _entities(representations: $skus) {
  ... on Variant { availability { available status expectedAt } } } }`;

/** The line for pieces that are not there yet. */
export const lineOf = (inventory: Inventory) => {
  const reserve = async (sku: string, quantity: number): Promise<string> => {
    const orderId = newId();
    await inventory.reserve(orderId, [{ sku, quantity }]);
    return orderId;
  };
  return {
    reserve,
    /** An order that waits. */
    inLine: async (sku: string, quantity: number): Promise<string> => {
      const orderId = await reserve(sku, quantity);
      expect((await inventory.answer(orderId)).type).toBe('InventoryBackordered');
      return orderId;
    },
    /** A SKU of which there are so many pieces and that may be back-ordered. */
    aBackorderable: async (sku: string, pieces = 0, policy = {}): Promise<void> => {
      await inventory.withStock({ [sku]: pieces });
      await inventory.withPolicy(sku, { backorder: 'ALLOW', ...policy });
    },
    availabilityOf: async (sku: string) => {
      const { data } = await inventory.ask<{ _entities: { availability: unknown }[] }>(ANONYMOUS, AVAILABILITY, {
        skus: [{ __typename: 'Variant', sku }],
      });
      return data._entities[0]?.availability;
    },
    typesFor: (orderId: string): string[] => inventory.answersTo(orderId).map(({ type }) => type),
    calls: () => inventory.sql('select * from backorder_call'),
    waiting: (sku: string) => inventory.sql('select * from backorder_line where sku = $1', [sku]),
  };
};
