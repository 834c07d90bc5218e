import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import { decode } from '../index/raw-document.ts';
import { compileFilter } from '../query/filter.ts';
import { checkHint } from '../query/hint.ts';
import { readProjection } from '../query/projection.ts';
import { select } from '../query/select.ts';
import { runUpdate } from '../query/write.ts';
import { type Call, type Command, collectionFor, collectionIn, OK } from './command.ts';

/** After an update the document may not match the query any more; it is shown all the same. */
const shown = ({ request }: Call, document: Document | undefined): Document | null => {
  if (!document) return null;
  const { fields, query = {} } = request.body;
  if (!fields || Object.keys(fields).length === 0) return document;
  const projection = readProjection(fields);
  const [matching] = compileFilter(query).project([document], projection);
  return matching ?? compileFilter({}).project([document], projection)[0] ?? null;
};

const removeOne = (call: Call): Document => {
  const { query = {}, sort } = call.request.body;
  const collection = collectionIn(call);
  const row = select(collection, { filter: query, sort, limit: 1 })[0];
  if (!collection || !row) return { lastErrorObject: { n: 0 }, value: null, ...OK };
  const document = decode(collection.read(row));
  collection.remove(row);
  return { lastErrorObject: { n: 1 }, value: shown(call, document), ...OK };
};

const updateOne = (call: Call): Document => {
  const { query = {}, sort, update, upsert, arrayFilters, new: isNew } = call.request.body;
  const outcome = runUpdate(collectionFor(call), { filter: query, sort, update, upsert, arrayFilters });
  const wasInserted = outcome.upserted !== undefined;
  return {
    lastErrorObject: {
      n: outcome.matched + Number(wasInserted),
      updatedExisting: outcome.matched > 0,
      ...(wasInserted && { upserted: outcome.upserted }),
    },
    value: shown(call, isNew ? outcome.after : outcome.before && decode(outcome.before)),
    ...OK,
  };
};

export const findAndModify: Command = (call) => {
  const { remove, update, hint, new: isNew } = call.request.body;
  if (remove && update) throw new CommandError(9, 'Cannot specify both an update and remove=true');
  if (remove && isNew) throw new CommandError(9, 'Cannot specify both new=true and remove=true');
  checkHint(collectionIn(call), hint);
  if (!remove && !update) throw new CommandError(9, 'Either an update or remove=true must be specified');
  return remove ? removeOne(call) : updateOne(call);
};
