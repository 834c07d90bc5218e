import { createHash } from 'node:crypto';
import type { PublicAddress } from '../http/public-address.ts';
import type { Answer } from './answer.ts';
import type { BoundEndpoint } from './bind-endpoints.ts';
import { BASE_PATH } from './endpoints.ts';
import type { Found } from './find-resource.ts';

interface Context {
  readonly bound: BoundEndpoint;
  /** As the client sent it. */
  readonly url: string;
  readonly address: PublicAddress;
  /** What the graph's answer says over HTTP, such as what is left of the client's rate. */
  readonly headers: Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string>>;

const here = ({ origin, prefix }: PublicAddress): string => `${origin}${prefix}`;

/** The first page and the next one (RFC 8288). There is no way back: the cursors of the graph lead forward. */
const linksOf = (pageInfo: unknown, { url, address }: Context): Headers => {
  const { hasNextPage, endCursor } = pageInfo as { hasNextPage: boolean; endCursor: string | null };
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const page = (rel: string, after: string | undefined): string => {
    const query = new URLSearchParams(searchParams);
    if (after === undefined) query.delete('after');
    else query.set('after', after);
    return `<${here(address)}${pathname}${query.size > 0 ? `?${query}` : ''}>; rel="${rel}"`;
  };
  const next = hasNextPage && endCursor !== null ? [page('next', endCursor)] : [];
  return { link: [page('first', undefined), ...next].join(', ') };
};

const locationOf = (id: unknown, { bound, address }: Context): Headers => {
  const { location } = bound.endpoint;
  if (location === undefined) return {};
  return { location: `${here(address)}${BASE_PATH}${location}${encodeURIComponent(String(id))}` };
};

const etagOf = (body: object): string =>
  `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`;

/** How long the answer of a read may be kept: until asked again, unless the graph knows better. */
const cachingOf = (body: object, { bound }: Context): Headers =>
  bound.endpoint.method === 'GET' && !('warnings' in body)
    ? { 'cache-control': 'private, no-cache', etag: etagOf(body) }
    : { 'cache-control': 'no-store' };

/** The resource, with what HTTP has for saying where it is, where it goes on, and whether it has changed. */
export const success = ({ value, warnings }: Found, context: Context): Answer => {
  const { endpoint, result } = context.bound;
  const body = warnings.length > 0 ? { ...value, warnings } : value;
  return {
    status: endpoint.status ?? 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...cachingOf(body, context),
      ...context.headers,
      ...(result.kind === 'page' ? linksOf(value['pageInfo'], context) : {}),
      ...locationOf(value['id'], context),
    },
    body,
  };
};

/** Whether a client has it already (RFC 9110). */
export const isKnown = (etag: string | undefined, ifNoneMatch: string | undefined): boolean =>
  etag !== undefined && (ifNoneMatch ?? '').split(',').some((known) => ['*', etag, `W/${etag}`].includes(known.trim()));
