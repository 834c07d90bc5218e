import type { Viewer } from '@cardstock/service/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Path } from './completion.ts';

/** Why a viewer is refused: a login may help, or only another right. */
const reasonFor = (viewer: Viewer) =>
  viewer.kind === 'anonymous'
    ? { message: 'This needs a login.', reason: 'UNAUTHENTICATED' }
    : { message: 'This needs a right that you do not have.', reason: 'FORBIDDEN' };

const CODE = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** The error for one field of an answer. */
export const refusalFor =
  (viewer: Viewer) =>
  (path: Path): GraphQLFormattedError => {
    const { message, reason } = reasonFor(viewer);
    return { message, path, extensions: { code: CODE, reason } };
  };

/** The error for a whole request. Its status over HTTP is 403. */
export const requestRefusedFor = (viewer: Viewer): GraphQLError => {
  const { message, reason } = reasonFor(viewer);
  return new GraphQLError(message, { extensions: { code: CODE, reason, http: { status: 403 } } });
};
