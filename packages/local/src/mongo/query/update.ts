import type { Document } from 'bson';
import * as mingo from 'mingo/updater';
import { setValue } from 'mingo/util';
import { CommandError } from '../errors.ts';
import { keyOf } from '../index/key.ts';
import { mingoOptions, updateOptions } from './filter.ts';
import { prepareFor } from './update-checks.ts';

export type Change = {
  readonly update: Document | Document[];
  readonly filter: Document;
  readonly arrayFilters?: Document[] | undefined;
  readonly inserting?: boolean;
};

export const isReplacement = (update: Document | Document[]): boolean =>
  !Array.isArray(update) && !Object.keys(update).some((name) => name.startsWith('$'));

const codeOf = (message: string): number => {
  if (message.includes('immutable')) return 66;
  return message.includes('conflict') ? 40 : 9;
};

const named = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error)) throw error;
    throw new CommandError(codeOf(error.message), error.message);
  }
};

const runPipeline = (document: Document, stages: Document[]): Document => {
  const documents = [document];
  mingo.updateOne<Document>(documents, {}, stages as mingo.PipelineStage[], {}, mingoOptions);
  return documents[0] ?? document;
};

/** `_id` may be given only when it says what is already so, or for a new document. */
const settleId = (document: Document, set: Document, inserting: boolean): void => {
  if (!('_id' in set)) return;
  if (inserting && !('_id' in document)) document['_id'] = set['_id'];
  if (keyOf(document['_id']) !== keyOf(set['_id']))
    throw new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  delete set['_id'];
};

const isPositional = (update: Document): boolean =>
  Object.values(update).some((fields) => Object.keys(fields ?? {}).some((field) => /\.\$(\.|$)/.test(field)));

const runOperators = (document: Document, { update, filter, arrayFilters, inserting = false }: Change): Document => {
  const { $setOnInsert = {}, ...operators } = update as Document;
  const $set = { ...operators['$set'], ...(inserting && $setOnInsert) };
  settleId(document, $set, inserting);
  const modifier: Document = { ...operators, $set };
  if (Object.keys($set).length === 0) delete modifier['$set'];
  prepareFor(document, modifier);
  const condition = isPositional(modifier) ? filter : {};
  const options = { cloneMode: 'deep', queryOptions: updateOptions } as const;
  mingo.update<Document>(document, modifier, arrayFilters ?? [], condition, options);
  return document;
};

const replaceWith = (document: Document, replacement: Document): Document => {
  const id = '_id' in document ? document['_id'] : replacement['_id'];
  return { ...(id !== undefined && { _id: id }), ...replacement };
};

/** What the document becomes; the document given may be changed on the way. */
export const applyChange = (document: Document, change: Change): Document => {
  const { update } = change;
  const before = document['_id'];
  const after = named(() => {
    if (Array.isArray(update)) return runPipeline(document, update);
    return isReplacement(update) ? replaceWith(document, update) : runOperators(document, change);
  });
  if (before !== undefined && keyOf(after['_id']) !== keyOf(before))
    throw new CommandError(66, "the (immutable) field '_id' was found to have been altered");
  return after;
};

const isOperators = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && (Object.keys(value)[0]?.startsWith('$') ?? false);

/** What an upsert starts from: the fields its filter says are equal to something. */
export const seedOf = (filter: Document, seed: Document = {}): Document => {
  for (const [field, value] of Object.entries(filter)) {
    if (field === '$and') for (const part of value as Document[]) seedOf(part, seed);
    else if (field.startsWith('$') || value instanceof RegExp) continue;
    else if (!isOperators(value)) setValue(seed, field, value);
    else if ('$eq' in value) setValue(seed, field, value['$eq']);
  }
  return seed;
};
