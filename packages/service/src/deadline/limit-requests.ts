import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { HttpServer } from '../http/http.ts';
import { TIMEOUT_HEADER } from './header.ts';
import { currentLimit, RequestLimit, withinLimit } from './request-limit.ts';

const WHOLE_NUMBER = /^\d{1,9}$/;

const millisecondsIn = (header: string | string[] | undefined): number | undefined =>
  typeof header === 'string' && WHOLE_NUMBER.test(header) ? Number(header) : undefined;

/** Gives each GraphQL request of a server its limit: the time its caller leaves it, and the caller's staying. */
export const limitRequests = (http: HttpServer): void => {
  http.addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql') return done();
    const limit = new RequestLimit(millisecondsIn(request.headers[TIMEOUT_HEADER]));
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) limit.end();
      limit.release();
    });
    withinLimit(limit, done);
  });
};

/** Tells the limit whether the operation is a read. */
export const limitsReads: ApolloServerPlugin<BaseContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      const limit = currentLimit();
      if (limit) limit.isRead = operation?.operation === 'query';
    },
  }),
};
