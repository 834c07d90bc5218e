import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { HttpServer, Logger } from '@cardstock/service/core';
import type { GatewayConfig } from '../config.ts';
import type { PublicAddressOf } from '../http/public-address.ts';
import { CONTENT_SECURITY_POLICY, explorerPage } from './page.ts';

interface ExplorerOptions {
  readonly config: GatewayConfig;
  readonly addressOf: PublicAddressOf;
  readonly log: Logger;
}

const FOLDER = new URL('../../dist/explorer/page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
};

const isWanted = ({ EXPLORER, NODE_ENV }: GatewayConfig): boolean =>
  EXPLORER === 'on' || (EXPLORER === 'auto' && NODE_ENV !== 'production');

const wantsPage = (accept: string | undefined): boolean => accept?.includes('text/html') ?? false;

const addFiles = async (http: HttpServer, names: ReadonlySet<string>): Promise<void> => {
  const etag = `"${await readFile(new URL('inputs.txt', FOLDER), 'utf8')}"`;
  http.get<{ Params: { name: string } }>('/explorer/:name', async (request, reply) => {
    const { name } = request.params;
    if (!names.has(name)) return reply.callNotFound();
    reply
      .header('etag', etag)
      .header('cache-control', 'no-cache')
      .header('content-security-policy', CONTENT_SECURITY_POLICY);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type(TYPES[extname(name)] ?? 'application/octet-stream').send(createReadStream(new URL(name, FOLDER)));
  });
};

/** Serves GraphiQL to browsers at "/", from files of our own. Without a built page there is none, and the log says so. */
export const addExplorer = async (http: HttpServer, { config, addressOf, log }: ExplorerOptions): Promise<void> => {
  if (!isWanted(config)) return;
  const names = new Set(await readdir(FOLDER).catch(() => []));
  if (!names.has('app.js') || !names.has('inputs.txt')) {
    log.warn('GraphiQL is not built (node scripts/build.mjs), so there is no page at "/"');
    return;
  }
  const logins = config.NODE_ENV === 'production' ? [] : config.EXPLORER_LOGINS;
  await addFiles(http, names);
  http.get('/', async (request, reply) => {
    reply.header('vary', 'accept');
    if (!wantsPage(request.headers.accept)) return reply.callNotFound();
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(explorerPage(logins, addressOf(request.headers).prefix));
  });
};
