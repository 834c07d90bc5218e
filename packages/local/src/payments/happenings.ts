import type { FastifyInstance } from 'fastify';
import { authenticationPage } from './authentication-page.ts';
import type { Books } from './books.ts';
import { failAuthentication, passAuthentication } from './operations/authenticate.ts';
import { disputeIntent, expireIntent } from './operations/misfortunes.ts';
import type { Operation } from './operations/operation.ts';
import { perform } from './perform.ts';
import { errorReply, StripeError } from './stripe-error.ts';
import type { Webhooks } from './webhooks.ts';

const HAPPENINGS: Readonly<Record<string, Operation>> = {
  authenticate: passAuthentication,
  fail: failAuthentication,
  expire: expireIntent,
  dispute: disputeIntent,
};

interface Params {
  id: string;
  what: string;
}

/** What customers and banks do, which no API call of ours makes happen: POST /_sandbox/payment_intents/:id/authenticate. */
export const addHappenings = async (
  server: FastifyInstance,
  { books, webhooks }: { books: Books; webhooks: Webhooks | undefined },
): Promise<void> => {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null, undefined));
  server.setErrorHandler((error, _request, reply) =>
    error instanceof StripeError ? reply.code(error.status).send(errorReply(error.body)) : reply.send(error),
  );
  server.get<{ Params: Params }>('/_sandbox/authenticate/:id', async ({ params: { id } }, reply) =>
    reply.type('text/html').send(authenticationPage(books.intent(id).id)),
  );
  server.post<{ Params: Params }>('/_sandbox/payment_intents/:id/:what', async ({ params }, reply) => {
    const operation = HAPPENINGS[params.what];
    if (!operation) return reply.callNotFound();
    const call = { ...{ id: params.id, form: {}, books, now: new Date() }, ...{ mustDecline: false, origin: '' } };
    const request = { path: '', body: '', key: undefined, apiVersion: null, sendsWebhooks: webhooks !== undefined };
    const { status, body, events } = perform({ ...request, operation, call: { ...call, isSearchStale: false } });
    for (const event of events) webhooks?.send(event);
    return reply.code(status).send(body);
  });
};
