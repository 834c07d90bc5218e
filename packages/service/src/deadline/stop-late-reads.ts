import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { currentLimit } from './request-limit.ts';

type Field = GraphQLField<unknown, unknown>;

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Promise<unknown> | undefined)?.then === 'function';

/** Starts no more work for a read whose time is up. */
const checkFirst = (field: Field): void => {
  const { resolve } = field;
  if (!resolve) return;
  field.resolve = (source, args, context, info) => {
    currentLimit()?.check();
    return resolve(source, args, context, info);
  };
};

/** Answers a root field when time is up, whatever it still waits for. */
const answerInTime = (field: Field): void => {
  const { resolve } = field;
  if (!resolve) return;
  field.resolve = (source, args, context, info) => {
    const limit = currentLimit();
    limit?.check();
    const value = resolve(source, args, context, info);
    return limit && isPromise(value) ? limit.race(value) : value;
  };
};

/** Has the reads of a schema end with SUBGRAPH_TIMEOUT when their request's time is up, or its caller has gone. */
export const stopLateReads = (schema: GraphQLSchema): void => {
  const [query, mutation, subscription] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type === mutation || type === subscription) continue;
    for (const field of Object.values(type.getFields())) (type === query ? answerInTime : checkFirst)(field);
  }
};
