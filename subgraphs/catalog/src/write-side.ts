import { newId } from '@cardstock/contracts';
import type { DeadlineHandler } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import { makeChangeAttributes } from './application/attributes/change-attributes.ts';
import { makeCatalogRules } from './application/catalog-rules.ts';
import { makeChangeCategories } from './application/categories/change-categories.ts';
import { makeOnce } from './application/once.ts';
import { makeApplyScheduledPrice } from './application/prices/apply-scheduled-price.ts';
import { makeApplyPriceImport } from './application/prices/bulk/apply-price-import.ts';
import { APPLY_PRICE_IMPORT } from './application/prices/bulk/bulk-change-prices.ts';
import { makePrices } from './application/prices/prices.ts';
import { APPLY_SCHEDULED_PRICE } from './application/prices/schedule-price.ts';
import { makeChangeProduct } from './application/products/change-product.ts';
import { type HandleProduct, makeHandleProduct } from './application/products/handle-product.ts';
import { makeReadChanges } from './application/read-changes.ts';
import { readPriceFile } from './graphql/prices/bulk/price-file.ts';
import type { StaffApplication } from './graphql/staff-resolvers.ts';
import type { Mongo } from './persistence/mongo/mongo.ts';
import { makeNameClaims } from './persistence/mongo/name-claim.repository.ts';
import { makeProductDocuments } from './persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from './persistence/mongo/product-event.repository.ts';
import { makeReadHistories } from './persistence/mongo/product-history.queries.ts';
import { makeOwnersOf } from './persistence/mongo/sku-owners.queries.ts';
import { attributeDefinitionsIn, categoryTreeIn } from './persistence/mongo/whole-document.repository.ts';
import { priceImports } from './persistence/prices/price-import.repository.ts';
import { makePricedVariants } from './persistence/prices/priced-variants.queries.ts';
import { scheduledPrices } from './persistence/prices/scheduled-price.repository.ts';

const now = (): Date => new Date();
/** Has the read model follow each change at once, instead of when it looks the next time. */
const thenTell =
  (handle: HandleProduct, tell: () => void): HandleProduct =>
  async (request) => {
    const outcome = await handle(request);
    if (outcome.ok) tell();
    return outcome;
  };

const bulkStores = { imports: priceImports, variantsIn: makePricedVariants, readFile: readPriceFile };

/** The write side: products, categories and definitions in MongoDB, and what staff does with them. `onChange` hears of each change of a product. */
export const makeWriteSide = (mongo: Mongo, transact: Transact, onChange: () => void = () => undefined) => {
  const events = makeProductEvents(mongo);
  const documents = makeProductDocuments(mongo);
  const stores = { events, documents };
  const tree = categoryTreeIn(mongo);
  const definitions = attributeDefinitionsIn(mongo);
  const once = makeOnce(transact);
  const handleProduct = makeHandleProduct({
    stores,
    claims: makeNameClaims(mongo, events),
    rules: makeCatalogRules({ tree, definitions }),
    random: Math.random,
  });
  const handle = thenTell(handleProduct, onChange);
  const changeProduct = makeChangeProduct({ handle, once, newId });
  const ownersOf = makeOwnersOf(mongo);
  const staff: StaffApplication = {
    changeProduct,
    prices: makePrices({ changeProduct, ownersOf, transact, scheduledPrices, newId, ...bulkStores }),
    changeCategories: makeChangeCategories({ tree, documents, once, newId }),
    readCategoryChanges: makeReadChanges(tree),
    changeAttributes: makeChangeAttributes({ definitions, tree, once }),
    readDefinitionChanges: makeReadChanges(definitions),
    listDefinitions: async () => (await definitions.load()).definitions,
    now,
  };
  const applyScheduledPrice = makeApplyScheduledPrice({ handle, scheduledPrices, now });
  const applyPriceImport = makeApplyPriceImport({ stores, handle, imports: priceImports, now });
  const deadlines: Readonly<Record<string, DeadlineHandler>> = {
    [APPLY_SCHEDULED_PRICE]: (sql, { subject }) => applyScheduledPrice(sql, subject),
    [APPLY_PRICE_IMPORT]: (sql, { subject }) => applyPriceImport(sql, subject),
  };
  return {
    stores,
    readHistories: makeReadHistories(mongo),
    tree,
    handle,
    staff,
    applyScheduledPrice,
    applyPriceImport,
    deadlines,
  };
};

export type WriteSide = ReturnType<typeof makeWriteSide>;
