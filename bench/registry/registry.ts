import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '@cardstock/local/ports';
import { locatePostgresData, startPostgres } from '@cardstock/local/postgres';
import { eventually, startProgram } from '@cardstock/testing';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { UsageCounts } from '../../gateway/src/usage/usage-counts.ts';
import type { BenchOperation } from './operations.ts';
import type { SubgraphSdl } from './subgraphs.ts';

const GRAPH = 'cardstock';
const REF = `${GRAPH}@current`;
const CLIENTS = ['web', 'app', 'till'].map((name) => ({ name, version: '1.0' }));
const PENDING_POLL_MS = 20;

const PUBLISH = `mutation ($subgraphs: [SubgraphInput!]!) { graph(id: "${GRAPH}") {
  publishSubgraphs(graphVariant: "current", subgraphs: $subgraphs) { errors { message } wasCreated wasUpdated } } }`;
const CHECK = `mutation ($input: SubgraphCheckAsyncInput!) { graph(id: "${GRAPH}") { variant(name: "current") {
  submitSubgraphCheckAsync(input: $input) { ... on CheckRequestSuccess { workflowID } } } } }`;
const RESULT = `query ($id: ID!) { graph(id: "${GRAPH}") { checkWorkflow(id: $id) { status
  tasks { __typename status ... on OperationsCheckTask { result { changes { severity code description } } } } } } }`;
const API = `{ graph(id: "${GRAPH}") { variant(name: "current") { latestPublication { schema { document } } } } }`;

const MS_PER_CLOCK_TICK = 10;

/** utime and stime, fields 14 and 15 of proc(5); there is no such file outside of Linux. */
const cpuMsOf = async (pid: number): Promise<number | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) * MS_PER_CLOCK_TICK;
};

/** Starts a registry with a database of its own, as a process of its own. */
export const startBenchRegistry = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-bench-registry-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where this runs as root
  const dataFolder = join(folder, 'postgres');
  const databases = ['cardstock_registry'];
  const postgres = await startPostgres({ dataFolder, port: await freePort(), databases, log: () => undefined });
  const [port, key] = [await freePort(), `user:root:${randomBytes(24).toString('base64url')}`];
  await writeFile(join(folder, 'key'), key, { mode: 0o600 });
  const url = `http://127.0.0.1:${port}`;
  const program = startProgram('schema/registry/dist/main.js', {
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: String(port), RATE_LIMIT_PER_MINUTE: '1000000' },
    ...{ DATABASE_URL: postgres.url('cardstock_registry'), ROOT_KEY_FILE: join(folder, 'key') },
  });
  await eventually(
    async () => {
      if (!(await fetch(`${url}/health/ready`)).ok) throw new Error('the registry is not ready');
    },
    { withinMs: 30_000 },
  );
  const headers = { 'x-api-key': key };
  const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const body = JSON.stringify({ query, variables });
    const reply = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    const { data, errors } = (await reply.json()) as { data: Data; errors?: { message: string }[] };
    if (errors) throw new Error(errors[0]?.message);
    return data;
  };
  const resultOf = async (id: string) => {
    for (;;) {
      const { graph } = await ask<{ graph: { checkWorkflow: { status: string; tasks: unknown[] } } }>(RESULT, { id });
      if (graph.checkWorkflow.status !== 'PENDING') return graph.checkWorkflow;
      await new Promise((resolve) => setTimeout(resolve, PENDING_POLL_MS));
    }
  };
  return {
    /** Milliseconds of CPU that the registry has used; undefined where the system does not tell. */
    cpuMs: () => cpuMsOf(program.pid),
    publish: async (subgraphs: readonly SubgraphSdl[]): Promise<void> => {
      await ask(PUBLISH, { subgraphs });
    },
    apiSchema: async (): Promise<GraphQLSchema> => {
      type Answer = { graph: { variant: { latestPublication: { schema: { document: string } } } } };
      const { graph } = await ask<Answer>(API);
      return buildSchema(graph.variant.latestPublication.schema.document);
    },
    report: async (operations: readonly BenchOperation[]): Promise<void> => {
      const counts = new UsageCounts();
      for (const operation of operations) for (const client of CLIENTS) counts.add(operation, client);
      const body = counts.encode({ graphRef: REF }, new Date());
      const reply = await fetch(`${url}/api/ingress/traces`, { method: 'POST', headers, body: gzipSync(body) });
      if (!reply.ok) throw new Error(await reply.text());
    },
    /** Asks for a check and waits for its result, which must be this one. */
    check: async ({ name, sdl }: SubgraphSdl, expected: 'PASSED' | 'FAILED'): Promise<void> => {
      const input = {
        subgraphName: name,
        proposedSchema: sdl,
        graphRef: REF,
        isSandbox: false,
        gitContext: {},
        config: {},
      };
      type Answer = { graph: { variant: { submitSubgraphCheckAsync: { workflowID: string } } } };
      const { graph } = await ask<Answer>(CHECK, { input });
      const result = await resultOf(graph.variant.submitSubgraphCheckAsync.workflowID);
      if (result.status !== expected) throw new Error(`the check should have ${expected}: ${JSON.stringify(result)}`);
    },
    stop: async (): Promise<void> => {
      await program.interrupt();
      await postgres.stop();
      for (const path of [...(await locatePostgresData(dataFolder)), folder])
        await rm(path, { recursive: true, force: true });
    },
  };
};

export type BenchRegistry = Awaited<ReturnType<typeof startBenchRegistry>>;
