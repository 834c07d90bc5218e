import type { WholeDocument } from '../../application/whole-document.ts';
import { type AttributeDefinitions, NO_DEFINITIONS } from '../../domain/attributes/definitions.ts';
import { type CategoryTree, EMPTY_TREE } from '../../domain/categories/tree.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';

const makeWholeDocument = <Value extends { readonly version: number }>(
  { settings }: Mongo,
  _id: string,
  empty: Value,
): WholeDocument<Value> => ({
  load: async () => ((await settings.findOne({ _id }))?.value as Value | undefined) ?? empty,
  replace: async (value) => {
    const { version } = value;
    if (version > 1)
      return (await settings.replaceOne({ _id, version: version - 1 }, { version, value })).matchedCount === 1;
    try {
      await settings.insertOne({ _id, version, value });
      return true;
    } catch (err) {
      if (isDuplicateKey(err)) return false; // somebody else made the first one
      throw err;
    }
  },
});

export const categoryTreeIn = (mongo: Mongo): WholeDocument<CategoryTree> =>
  makeWholeDocument<CategoryTree>(mongo, 'categories', EMPTY_TREE);

export const attributeDefinitionsIn = (mongo: Mongo): WholeDocument<AttributeDefinitions> =>
  makeWholeDocument<AttributeDefinitions>(mongo, 'attributes', NO_DEFINITIONS);
