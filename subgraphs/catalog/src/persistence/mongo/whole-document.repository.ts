import type { WholeDocument } from '../../application/whole-document.ts';
import { type DefinitionChange } from '../../domain/attributes/definition-change.ts';
import { type AttributeDefinitions, NO_DEFINITIONS } from '../../domain/attributes/definitions.ts';
import { type CategoryTree, EMPTY_TREE } from '../../domain/categories/tree.ts';
import { subjectsOf, type TreeChange } from '../../domain/categories/tree-change.ts';
import { isDone, keepChanges, readChanges } from './change-log.ts';
import type { SettingDocument } from './documents.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';

interface Kind<Value, Change> {
  readonly _id: string;
  readonly empty: Value;
  readonly subjectsOf: (change: Change) => readonly string[];
}

const insertFirst = async ({ settings }: Mongo, first: SettingDocument): Promise<boolean> => {
  try {
    await settings.insertOne(first);
    return true;
  } catch (err) {
    if (isDuplicateKey(err)) return false; // somebody else made the first one
    throw err;
  }
};

/** Replaces the document of a version, once what made that version is kept elsewhere. */
const replaceAt = async (mongo: Mongo, replaced: number, next: SettingDocument): Promise<boolean> => {
  const { _id } = next;
  const last = await mongo.settings.findOne({ _id, version: replaced }, { projection: { changes: 1 } });
  if (!last) return false;
  await keepChanges(mongo, _id, last.changes ?? []);
  return (await mongo.settings.replaceOne({ _id, version: replaced }, next)).matchedCount === 1;
};

const makeWholeDocument = <Value extends { readonly version: number }, Change>(
  mongo: Mongo,
  { _id, empty, subjectsOf: subjects }: Kind<Value, Change>,
): WholeDocument<Value, Change> => ({
  load: async () =>
    ((await mongo.settings.findOne({ _id }, { projection: { value: 1 } }))?.value as Value | undefined) ?? empty,
  version: async () =>
    (await mongo.settings.findOne({ _id }, { projection: { version: 1 } }))?.version ?? empty.version,
  replace: async (value, made) => {
    const changes = made.map((change) => ({ ...change, subjects: subjects(change.change) }));
    const next = { _id, version: value.version, value, changes };
    const replaced = value.version - made.length;
    return replaced === empty.version ? insertFirst(mongo, next) : replaceAt(mongo, replaced, next);
  },
  isDone: (commandId) => isDone(mongo, _id, commandId),
  changes: (part) => readChanges<Change>(mongo, _id, part),
});

export const categoryTreeIn = (mongo: Mongo): WholeDocument<CategoryTree, TreeChange> =>
  makeWholeDocument<CategoryTree, TreeChange>(mongo, { _id: 'categories', empty: EMPTY_TREE, subjectsOf });

export const attributeDefinitionsIn = (mongo: Mongo): WholeDocument<AttributeDefinitions, DefinitionChange> =>
  makeWholeDocument<AttributeDefinitions, DefinitionChange>(mongo, {
    _id: 'attributes',
    empty: NO_DEFINITIONS,
    subjectsOf: ({ name }) => [name],
  });
