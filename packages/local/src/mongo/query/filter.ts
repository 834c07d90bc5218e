import type { Document } from 'bson';
import { Context } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { Query } from 'mingo/query';
import { CommandError } from '../errors.ts';
import { comparisons } from './operators.ts';
import { type Projection, sliced } from './projection.ts';
import { type SortSpec, sortDocuments } from './sort.ts';

const $sort = (documents: ReturnType<typeof Lazy>, spec: SortSpec) =>
  Lazy(sortDocuments(documents.collect<Document>(), spec));

const queryOperators = { ...query, ...(comparisons as unknown as Partial<typeof query>) };

const context = Context.init({
  accumulator,
  expression,
  pipeline: { ...pipeline, $sort: $sort as typeof pipeline.$sort },
  projection,
  query: queryOperators,
  window,
});

/** What every call into mingo gets: all operators, no scripts. */
export const mingoOptions = { context, scriptEnabled: false, idKey: '_id' } as const;

/** mingo copies the context at every update, and adds what little else updates need. */
export const updateOptions = { ...mingoOptions, context: Context.init({ query: queryOperators }) } as const;

export type Filter = {
  test(document: Document): boolean;
  project(documents: Document[], projection: Projection): Document[];
};

const named = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error)) throw error;
    throw new CommandError(2, error.message);
  }
};

/** `_id` first, as MongoDB has it. */
const idFirst = (document: Document): Document =>
  '_id' in document ? { _id: document['_id'], ...document } : document;

const LOGIC = new Set(['$and', '$or', '$nor']);

const checkLogic = (condition: Document): void => {
  for (const [name, parts] of Object.entries(condition)) {
    if (!LOGIC.has(name)) continue;
    if (!Array.isArray(parts)) throw new CommandError(2, `${name} must be an array`);
    if (parts.length === 0) throw new CommandError(2, '$and/$or/$nor must be a nonempty array');
    for (const part of parts) checkLogic(part);
  }
};

export const compileFilter = (condition: Document): Filter => {
  checkLogic(condition);
  const compiled = named(() => new Query<Document>(condition, mingoOptions));
  return {
    test: (document) => compiled.test(document),
    project: (documents, { fields, slices }) =>
      named(() => compiled.find<Document>(documents, fields).all())
        .map(idFirst)
        .map((document) => sliced(document, slices)),
  };
};
