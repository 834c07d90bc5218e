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
  project(documents: Document[], projection: Document): Document[];
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

export const compileFilter = (condition: Document): Filter => {
  const compiled = named(() => new Query<Document>(condition, mingoOptions));
  return {
    test: (document) => compiled.test(document),
    project: (documents, fields) => named(() => compiled.find<Document>(documents, fields).all().map(idFirst)),
  };
};
