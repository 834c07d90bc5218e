import { maybeCacheControlFromInfo } from '@apollo/cache-control-types';
import type { GraphQLResolveInfo } from 'graphql';

/** Has the answer to this request stored nowhere, whatever the schema says of the field. */
export const neverStore = (info: GraphQLResolveInfo): void => {
  maybeCacheControlFromInfo(info)?.setCacheHint({ maxAge: 0 });
};
