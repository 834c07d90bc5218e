import type { Viewer } from '@cardstock/service';
import { type Inventory, WAREHOUSE_STAFF } from './builders.ts';

const LEVEL = 'onHand reserved safetyStock available version warehouse { id }';
const REFUSALS = `
  ... on DomainError { code message }
  ... on StaleStockVersion { level { version } }`;

const MUTATIONS = {
  receiveStock: `... on ReceiveStockSuccess { level { ${LEVEL} } } ${REFUSALS} ... on StockTooLarge { onHand delta most }`,
  transferStock: `... on TransferStockSuccess { from { ${LEVEL} } to { ${LEVEL} } } ${REFUSALS}
    ... on NegativeStock { onHand reserved delta }`,
  countStock: `... on CountStockSuccess { level { ${LEVEL} } expected difference } ${REFUSALS}
    ... on CountBelowReserved { counted level { reserved } }`,
  setSafetyStock: `... on SetSafetyStockSuccess { level { ${LEVEL} } } ${REFUSALS}`,
  setStockPolicy: `... on SetStockPolicySuccess { policy { lowStockAt backorder backorderLimit preorderUntil expectedAt version } }
    ... on DomainError { code message } ... on StaleStockPolicy { policy { version } }`,
  upsertWarehouse: `... on SaveWarehouseSuccess { warehouse { id code name priority location isActive version } }
    ... on DomainError { code message }`,
  setWarehouseActive: `... on SaveWarehouseSuccess { warehouse { id isActive version } } ... on DomainError { code message }`,
  bulkAdjustStock: `... on BulkAdjustReport { importId dryRun applied unchanged refused invalid repeated
      lines { line sku warehouse status code message level { onHand reserved version } } }
    ... on DomainError { code message }`,
} as const;

type MutationName = keyof typeof MUTATIONS;

const inputTypeOf = (name: MutationName): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;

/** What a mutation answers, as a test looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: each mutation answers its own union
export type Reply = any;

/** The operations of staff on an inventory. Inputs name a reason unless they say otherwise. */
export const operationsOn = (inventory: Inventory) => {
  const perform = async (name: MutationName, input: Record<string, unknown>, viewer: Viewer = WAREHOUSE_STAFF) =>
    inventory.ask<Record<string, Reply>>(
      viewer,
      `mutation ($input: ${inputTypeOf(name)}!) { ${name}(input: $input) { __typename ${MUTATIONS[name]} } }`,
      { input: { reason: 'test', ...input } },
    );
  return {
    perform,
    /** The reply of a mutation that must not end in an error. */
    reply: async (name: MutationName, input: Record<string, unknown>): Promise<Reply> => {
      const { data, errors } = await perform(name, input);
      if (errors) throw new Error(JSON.stringify(errors));
      return data[name];
    },
    errorOf: async (name: MutationName, input: Record<string, unknown>, viewer?: Viewer) =>
      (await perform(name, input, viewer)).errors?.[0]?.extensions,
  };
};

export type StaffOperations = ReturnType<typeof operationsOn>;
