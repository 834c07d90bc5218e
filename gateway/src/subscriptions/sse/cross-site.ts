import type { IncomingHttpHeaders } from 'node:http';
import { badRequest } from '../../errors/refusals.ts';

/** What a page of another site can send without asking first, by the rules of CORS. */
const SENT_BY_FORMS = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;
const ASKED_FOR_FIRST = ['x-apollo-operation-name', 'apollo-require-preflight'];

/** Refuses what the page of another site could send in the name of its visitor, by the rule of Apollo's CSRF prevention. */
export const refuseCrossSite = (headers: IncomingHttpHeaders): void => {
  const type = headers['content-type'];
  if (type !== undefined && !SENT_BY_FORMS.test(type)) return;
  if (ASKED_FOR_FIRST.some((name) => headers[name])) return;
  throw badRequest(
    `This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). Send a "content-type" that is not one of a form, or one of the headers ${ASKED_FOR_FIRST.join(', ')}.`,
  );
};
