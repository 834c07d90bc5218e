import type { ProductCommand } from './commands.ts';
import { assignCategories, createProduct, updateDetails } from './decide-details.ts';
import { changeStatus } from './decide-status.ts';
import { addVariant, changePrices, changeVariant, retireVariant } from './decide-variants.ts';
import { type CatalogRules, type Decision, refuse } from './decision.ts';
import type { Product } from './state.ts';

type Edit = Exclude<
  ProductCommand,
  { type: 'CreateProduct' | 'Publish' | 'Unpublish' | 'Archive' | 'Delete' | 'Restore' }
>;

/** What is archived or deleted has to be restored before it is changed. */
const edit = (command: Edit, product: Product, rules: CatalogRules): Decision => {
  if (product.status === 'ARCHIVED' || product.status === 'DELETED')
    return refuse({ code: 'PRODUCT_STATE_ILLEGAL', status: product.status });
  switch (command.type) {
    case 'UpdateDetails':
      return updateDetails(command.changes, product, rules);
    case 'AssignCategories':
      return assignCategories(command.categories, product, rules);
    case 'AddVariant':
      return addVariant(command.variant, product);
    case 'ChangeVariant':
      return changeVariant(command.sku, command.changes, product);
    case 'RetireVariant':
      return retireVariant(command.sku, product);
    case 'ChangePrices':
      return changePrices(command.prices, product);
  }
};

/** What a command means for a product. */
export const decide = (command: ProductCommand, product: Product, rules: CatalogRules): Decision => {
  switch (command.type) {
    case 'CreateProduct':
      return refuse({ code: 'PRODUCT_STATE_ILLEGAL', status: product.status });
    case 'Publish':
    case 'Unpublish':
    case 'Archive':
    case 'Delete':
    case 'Restore':
      return changeStatus(command.type, product);
    default:
      return edit(command, product, rules);
  }
};

/** What a command means where there is no product of this id yet. */
export const decideNew = (command: ProductCommand, productId: string, rules: CatalogRules): Decision =>
  command.type === 'CreateProduct' ? createProduct(command, rules) : refuse({ code: 'PRODUCT_UNKNOWN', productId });
