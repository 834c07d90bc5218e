import type { Document } from 'bson';
import { Aggregator } from 'mingo/aggregator';
import { CommandError } from '../errors.ts';
import { keyOf } from '../index/key.ts';
import { decode } from '../index/raw-document.ts';
import { mingoOptions } from '../query/filter.ts';
import { checkHint } from '../query/hint.ts';
import { type Selection, select } from '../query/select.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Call, type Command, collectionIn, namespaceIn } from './command.ts';

const UNSUPPORTED = new Set([
  '$out',
  '$merge',
  '$changeStream',
  '$search',
  '$searchMeta',
  '$vectorSearch',
  '$geoNear',
  '$text',
]);
const COUNT = keyOf({ _id: 1, n: { $sum: 1 } });

type Head = { readonly selection: Selection; readonly rest: readonly Document[] };

/** The stages at the start that an index can answer: $match, then $sort, $skip and $limit. */
const splitHead = (pipeline: readonly Document[]): Head => {
  const rest = [...pipeline];
  const take = (stage: string) => (rest[0] && stage in rest[0] ? rest.shift()?.[stage] : undefined);
  const filter = take('$match') ?? {};
  const sort = take('$sort');
  const skip = take('$skip');
  const limit = take('$limit');
  return { selection: { filter, sort, skip: Number(skip ?? 0), limit: Number(limit ?? 0) }, rest };
};

/** Read one at a time, so that stages which narrow or shorten never hold a whole collection. */
function* documentsOf(collection: Collection | undefined, selection: Selection): Generator<Document> {
  const rows = select(collection, selection);
  if (collection) for (const row of rows) yield decode(collection.read(row));
}

const runStages = (call: Call, documents: Iterable<Document>, stages: readonly Document[]): Document[] => {
  const collectionResolver = (name: string) => [
    ...documentsOf(call.server.store.find(call.request.database, name), { filter: {} }),
  ];
  try {
    const variables: Document = call.request.body['let'] ?? {};
    return new Aggregator([...stages], { ...mingoOptions, collectionResolver, variables }).run<Document>(documents);
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error)) throw error;
    throw new CommandError(2, error.message);
  }
};

const isCount = (stages: readonly Document[]): boolean => stages.length === 1 && keyOf(stages[0]?.['$group']) === COUNT;

export const aggregate: Command = (call) => {
  const { pipeline, cursor = {}, hint } = call.request.body;
  for (const stage of pipeline.flatMap(Object.keys))
    if (UNSUPPORTED.has(stage))
      throw new CommandError(
        115,
        `${stage} is not supported by Cardstock's local MongoDB; set MONGODB_URL to use a real one`,
      );
  const isOverCollection = typeof call.request.body['aggregate'] === 'string';
  const collection = isOverCollection ? collectionIn(call) : undefined;
  checkHint(collection, hint);
  const { selection, rest: stages } = splitHead(pipeline);
  const namespace = isOverCollection ? namespaceIn(call) : `${call.request.database}.$cmd.aggregate`;
  const size = Number(cursor.batchSize ?? 101);
  if (isCount(stages)) {
    const n = select(collection, selection).length;
    return call.server.cursors.open(namespace, n > 0 ? [encode({ _id: 1, n })] : [], { size });
  }
  const results = runStages(call, documentsOf(collection, selection), stages);
  return call.server.cursors.open(namespace, results.map(encode), { size });
};
