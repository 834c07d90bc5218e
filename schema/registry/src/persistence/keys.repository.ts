import type { StoredKey } from '../application/ports.ts';
import type { Sql } from './sql.ts';

type KeyRow = { [Key in keyof StoredKey]: NonNullable<StoredKey[Key]> | null };

const COLUMNS = `id, graph_id as "graphId", name, scope, hash, created_by as "createdBy", created_at as "createdAt",
  revoked_at as "revokedAt"`;

const keyOf = ({ graphId, revokedAt, ...row }: KeyRow): StoredKey =>
  ({ ...row, graphId: graphId ?? undefined, revokedAt: revokedAt ?? undefined }) as StoredKey;

/** The API keys that were made, by their public part. */
export const makeKeys = (sql: Sql) => ({
  find: async (id: string): Promise<StoredKey | undefined> => {
    const [row] = await sql<KeyRow>(`select ${COLUMNS} from api_key where id = $1`, [id]);
    return row && keyOf(row);
  },
});
