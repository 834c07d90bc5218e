import {
  assigned,
  detailChanges,
  priced,
  productDetails,
  variantChanges,
  variantDetails,
} from '../../domain/product/checks.ts';
import type { ProductCommand } from '../../domain/product/commands.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import { checked } from '../checked.ts';
import type { Once } from '../once.ts';
import type { HandleProduct, ProductOutcome } from './handle-product.ts';

export interface ProductChange {
  readonly productId: string;
  readonly command: ProductCommand;
  readonly expectedVersion?: number | undefined;
}

interface Parts {
  readonly handle: HandleProduct;
  readonly once: Once;
  newId(): string;
}

/** Throws BAD_USER_INPUT where a command carries a value that no product may have. */
const check = (command: ProductCommand): void => {
  switch (command.type) {
    case 'CreateProduct':
      checked(productDetails, command.details);
      checked(assigned, command);
      break;
    case 'UpdateDetails':
      checked(detailChanges, command.changes);
      break;
    case 'AssignCategories':
      checked(assigned, command);
      break;
    case 'AddVariant':
      checked(variantDetails, command.variant);
      break;
    case 'ChangeVariant':
      checked(variantChanges, command.changes);
      break;
    case 'ChangePrices':
      checked(priced, command);
      break;
    default:
  }
};

/** Changes of products by hand. Throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
export const makeChangeProduct = ({ handle, once, newId }: Parts) => {
  const change = async ({ viewer, at }: StaffRequest, { command, ...rest }: ProductChange): Promise<ProductOutcome> => {
    const actor = editorOf(viewer);
    check(command);
    return once((commandId) => handle({ ...rest, command, actor, at, commandId }));
  };
  return {
    change,
    /** A new product, whose id is the same when the same request comes again. */
    create: async (
      { viewer, at }: StaffRequest,
      command: Extract<ProductCommand, { type: 'CreateProduct' }>,
    ): Promise<ProductOutcome> => {
      const actor = editorOf(viewer);
      check(command);
      return once((commandId) => handle({ productId: commandId ?? newId(), command, actor, at, commandId }));
    },
  };
};

export type ChangeProduct = ReturnType<typeof makeChangeProduct>;
