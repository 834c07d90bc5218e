import { type Orm, sqlOf } from '@cardstock/service/database';
import type { KeyStore, StoredKey } from '../application/ports.ts';
import { ApiKeyRow } from './api-key.row.ts';

const keyOf = ({ id, graphId, name, scope, hash, createdBy, createdAt, revokedAt }: ApiKeyRow): StoredKey => ({
  ...{ id, name, scope, hash, createdBy, createdAt },
  graphId: graphId ?? undefined,
  revokedAt: revokedAt ?? undefined,
});

/** The API keys that were made. */
export const makeKeys = (orm: Orm): KeyStore => {
  const find = async (id: string): Promise<StoredKey | undefined> => {
    const row = await orm.em.fork().findOne(ApiKeyRow, { id });
    return row ? keyOf(row) : undefined;
  };
  return {
    find,
    validOf: async (graphId) => {
      const rows = await orm.em.fork().find(ApiKeyRow, { graphId, revokedAt: null }, { orderBy: { createdAt: 'asc' } });
      return rows.map(keyOf);
    },
    add: (key) =>
      orm.em.fork().transactional(async (em) => {
        await sqlOf(em)('insert into graph (id, created_at) values ($1, $2) on conflict do nothing', [
          key.graphId,
          key.createdAt,
        ]);
        await em.insert(ApiKeyRow, { ...key, graphId: key.graphId ?? null, revokedAt: null });
      }),
    revoke: async (graphId, id, at) => {
      await orm.em.fork().nativeUpdate(ApiKeyRow, { id, graphId, revokedAt: null }, { revokedAt: at });
      const key = await find(id);
      return key?.graphId === graphId ? key : undefined;
    },
  };
};
