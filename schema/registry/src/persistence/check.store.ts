import type { CheckStore, CheckWorkflow, SettingsStore } from '../checks/ports.ts';
import { checkSettings } from '../checks/settings.ts';
import { json, type Sql } from './sql.ts';

type CheckRow = { [Key in keyof CheckWorkflow]: NonNullable<CheckWorkflow[Key]> | null };

const SUMMARY = `id, graph_id as "graph", variant, kind, status, subgraph, input, result, actor,
  git_context as "gitContext", created_at as "createdAt", finished_at as "finishedAt"`;
const ALL = `${SUMMARY}, proposed_schema as "proposedSchema"`;

const checkOf = (row: CheckRow): CheckWorkflow =>
  ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? undefined])),
    input: row.input ?? {},
  }) as CheckWorkflow;

/** Checks in PostgreSQL. */
export const makeCheckStore = (sql: Sql): CheckStore => ({
  insert: async (check) => {
    const { id, graph, variant, subgraph, kind, status, proposedSchema, input, result, actor, gitContext } = check;
    await sql(
      `insert into check_workflow (id, graph_id, variant, subgraph, kind, status, proposed_schema, input, result, actor,
         git_context, created_at, finished_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, graph, variant, subgraph ?? null, kind, status, proposedSchema ?? null, json(input), json(result)],
        ...[actor, json(gitContext), check.createdAt, check.finishedAt ?? null],
      ],
    );
  },
  alike: async ({ graph, variant }, fingerprint, since) => {
    const [row] = await sql<CheckRow>(
      `select ${ALL} from check_workflow
       where graph_id = $1 and variant = $2 and created_at >= $3 and input ->> 'fingerprint' = $4
       order by id desc limit 1`,
      [graph, variant, since, fingerprint],
    );
    return row && checkOf(row);
  },
  find: async (graph, id) => {
    const [row] = await sql<CheckRow>(`select ${ALL} from check_workflow where graph_id = $1 and id::text = $2`, [
      graph,
      id,
    ]);
    return row && checkOf(row);
  },
  pending: async () => {
    const rows = await sql<CheckRow>(
      `select ${ALL} from check_workflow where status = 'PENDING' order by id limit 1000`,
    );
    return rows.map(checkOf);
  },
  finish: async (id, status, result, at) => {
    await sql(
      `update check_workflow set status = $2, result = $3, finished_at = $4 where id = $1 and status = 'PENDING'`,
      [id, status, json(result), at],
    );
  },
  list: async ({ graph, variant }, first, after) => {
    const rows = await sql<CheckRow>(
      `select ${SUMMARY} from check_workflow
       where graph_id = $1 and variant = $2 and ($3::uuid is null or id < $3::uuid) order by id desc limit $4`,
      [graph, variant, after ?? null, first],
    );
    return rows.map(checkOf);
  },
});

/** What graphs say for their checks. */
export const makeSettingsStore = (sql: Sql): SettingsStore => ({
  settings: async (graph) => {
    const [row] = await sql<{ settings: unknown }>('select settings from check_settings where graph_id = $1', [graph]);
    return checkSettings.parse(row?.settings ?? {});
  },
  save: async (graph, settings, actor, at) => {
    await sql(
      `insert into check_settings (graph_id, settings, changed_by, changed_at) values ($1, $2, $3, $4)
       on conflict (graph_id) do update set settings = $2, changed_by = $3, changed_at = $4`,
      [graph, JSON.stringify(settings), actor, at],
    );
  },
});
