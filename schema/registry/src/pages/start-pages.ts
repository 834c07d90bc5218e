import type { HttpServer } from '@cardstock/service/core';
import { type Access, type Caller, makeViewerOfKey } from '../application/access.ts';
import type { Clock, GraphQueries, StoredKey } from '../application/ports.ts';
import { makeCheckStore } from '../persistence/check.store.ts';
import { makePageQueries } from '../persistence/page.queries.ts';
import type { Sql } from '../persistence/sql.ts';
import type { FieldUsageOf } from '../usage/field-usage.ts';
import { addPages } from './add-pages.ts';
import { pagesOf } from './pages.ts';
import { makeLogin } from './session/login.ts';
import { makeSessions } from './session/session.ts';

interface PagesOptions {
  readonly rootKey: string;
  readonly publicUrl: string;
  readonly accessOf: (caller: Caller) => Access;
  readonly findKey: (id: string) => Promise<StoredKey | undefined>;
  readonly sql: Sql;
  readonly queries: GraphQueries;
  readonly fieldUsage: FieldUsageOf;
  readonly now: Clock;
}

/** Puts the pages together and serves them. */
export const startPages = (http: HttpServer, options: PagesOptions): void => {
  const { rootKey, publicUrl, accessOf, findKey, sql, queries, fieldUsage, now } = options;
  const login = makeLogin({
    sessions: makeSessions(rootKey),
    accessOf,
    viewerOfKey: makeViewerOfKey(findKey),
    isSecure: publicUrl.startsWith('https:'),
    now,
  });
  const checks = makeCheckStore(sql);
  addPages(http, { pages: pagesOf({ queries, pages: makePageQueries(sql), checks, fieldUsage }), login });
};
