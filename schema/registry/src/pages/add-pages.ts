import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { HttpServer } from '@cardstock/service/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isGraphId, isSubgraphName, isVariantName } from '../domain/graph-ref.ts';
import { may, type Viewer } from '../domain/scopes.ts';
import type { Page } from './page.ts';
import { makeRenderer } from './render.ts';
import type { Login } from './session/login.ts';
import { safePath } from './session/next.ts';

const STYLE = new URL('../../src/pages/views/style.css', import.meta.url);
const LONGEST_LOGIN = 4_096;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

interface Options {
  readonly pages: readonly Page[];
  readonly login: Login;
}

type Show = (reply: FastifyReply, view: string, content: object, status?: number) => Promise<FastifyReply>;

const makeShow = (): Show => {
  const render = makeRenderer();
  return async (reply, view, content, status = 200) =>
    reply
      .code(status)
      .headers(HEADERS)
      .type('text/html; charset=utf-8')
      .send(await render(view, { viewer: undefined, ...content }));
};

const asStrings = (values: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

const addStyle = async (route: FastifyInstance): Promise<void> => {
  const style = await readFile(STYLE);
  const etag = `"${createHash('sha256').update(style).digest('base64url')}"`;
  route.get('/assets/style.css', async (request, reply) => {
    reply.header('etag', etag).header('cache-control', 'no-cache').header('x-content-type-options', 'nosniff');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('text/css; charset=utf-8').send(style);
  });
};

/** A form that another site sends us is none of ours. Browsers say where it comes from. */
const isCrossSite = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

const addLogin = (route: FastifyInstance, login: Login, show: Show): void => {
  route.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LONGEST_LOGIN },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  const form = (reply: FastifyReply, next: string, problem?: string) =>
    show(reply, 'login', { title: 'Log in', next, problem }, problem === undefined ? 200 : 403);
  route.get('/login', async (request, reply) => form(reply, safePath(asStrings(request.query)['next'])));
  route.post('/login', async (request, reply) => {
    const { key = '', next } = asStrings(request.body);
    if (isCrossSite(request)) return form(reply, '/', 'This login came from another site.');
    const problem = await login.open(request, reply, key.trim());
    return problem === undefined ? reply.redirect(safePath(next), 303) : form(reply, safePath(next), problem);
  });
  route.post('/logout', async (request, reply) => {
    if (!isCrossSite(request)) login.close(reply);
    return reply.redirect('/login', 303);
  });
};

const SHAPES: Readonly<Record<string, (text: string) => boolean>> = {
  graph: isGraphId,
  variant: isVariantName,
  subgraph: isSubgraphName,
};

/** What one may not read is not told apart from what is not there, or what could not be. */
const mayBeShown = (params: Readonly<Record<string, string>>, viewer: Viewer): boolean =>
  Object.entries(params).every(([name, value]) => SHAPES[name]?.(value) ?? true) &&
  (params['graph'] === undefined || may(viewer, 'read', params['graph']));

const addPage = (route: FastifyInstance, { path, view, read }: Page, login: Login, show: Show): void => {
  route.get(path, async (request, reply) => {
    const viewer = await login.viewerOf(request);
    if (!viewer) return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303);
    const params = asStrings(request.params);
    const content = mayBeShown(params, viewer)
      ? await read({ params, query: asStrings(request.query), viewer })
      : undefined;
    if (!content) return show(reply, 'missing', { title: 'Not found', viewer }, 404);
    return show(reply, view, { next: undefined, path: request.url.split('?', 1)[0], viewer, ...content });
  });
};

/** Serves the pages for people: no scripts, nothing from elsewhere, and nothing without a key. */
export const addPages = (http: HttpServer, { pages, login }: Options): void => {
  const show = makeShow();
  void http.register(async (route) => {
    route.setErrorHandler(async (err: Error & { statusCode?: number }, request, reply) => {
      const status = err.statusCode ?? 500;
      if (status >= 500) request.log.error({ err }, 'a page failed');
      return show(reply, 'failed', { title: 'Something went wrong', requestId: request.id }, status);
    });
    await addStyle(route);
    addLogin(route, login, show);
    for (const page of pages) addPage(route, page, login, show);
  });
};
