import { makeCatalogRules } from '../application/catalog-rules.ts';
import { type CheckImport, makeCheckImport } from '../application/imports/check-import.ts';
import type { WholeDocument } from '../application/whole-document.ts';
import type { ProductEvents } from '../application/write.ports.ts';
import type { DefinitionChange } from '../domain/attributes/definition-change.ts';
import type { AttributeDefinitions } from '../domain/attributes/definitions.ts';
import type { CategoryTree } from '../domain/categories/tree.ts';
import type { TreeChange } from '../domain/categories/tree-change.ts';
import { backfillClaims } from '../persistence/mongo/backfill-claims.ts';
import { type Mongo, openMongo } from '../persistence/mongo/mongo.ts';
import { makeNameHolders } from '../persistence/mongo/name-holders.queries.ts';
import { makeProductDocuments } from '../persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from '../persistence/mongo/product-event.repository.ts';
import { attributeDefinitionsIn, categoryTreeIn } from '../persistence/mongo/whole-document.repository.ts';

/** What can be looked up of a catalogue, and its settings. */
export interface WriteSide {
  readonly mongo: Mongo;
  readonly events: ProductEvents;
  readonly checkImport: CheckImport;
  readonly tree: WholeDocument<CategoryTree, TreeChange>;
  readonly definitions: WholeDocument<AttributeDefinitions, DefinitionChange>;
}

export const openWriteSide = async (url: string): Promise<WriteSide> => {
  const mongo = await openMongo(url);
  await backfillClaims(mongo);
  const events = makeProductEvents(mongo);
  const tree = categoryTreeIn(mongo);
  const definitions = attributeDefinitionsIn(mongo);
  const rules = makeCatalogRules({ tree, definitions });
  const checkImport = makeCheckImport({
    events,
    documents: makeProductDocuments(mongo),
    names: makeNameHolders(mongo, events),
    rules,
  });
  return { mongo, events, checkImport, tree, definitions };
};
