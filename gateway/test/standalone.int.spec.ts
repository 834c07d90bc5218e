import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { composeServices } from '@apollo/composition';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, graphql, parse } from 'graphql';

const PROGRAM = resolve(import.meta.dirname, '../dist/standalone/main.js');
const SDL = 'type Query { hello(name: String = "you"): String! }';

/** A subgraph that knows nothing of this platform. */
const startForeignSubgraph = async (): Promise<Server> => {
  const rootValue = { hello: ({ name }: { name: string }) => `Hello ${name}` };
  const server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const answer = await graphql({ schema: buildSchema(SDL), source: query, variableValues: variables, rootValue });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
};

const runGateway = (args: readonly string[], cwd: string): ChildProcess =>
  spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });

let folder: string;
let subgraph: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cardstock-standalone-'));
  subgraph = await startForeignSubgraph();
  const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/any/path`;
  const { supergraphSdl } = composeServices([{ name: 'greeter', url, typeDefs: parse(SDL) }]);
  await writeFile(join(folder, 'supergraph.graphql'), supergraphSdl ?? '');
});
afterAll(async () => {
  subgraph.closeAllConnections();
  subgraph.close();
  await rm(folder, { recursive: true });
});

describe('npm run gateway', () => {
  it('serves any supergraph, with no other service and no keys', async () => {
    const gateway = runGateway(['--supergraph', 'supergraph.graphql', '--port', '0'], folder);
    const port = await new Promise((started) =>
      gateway.on('message', (said) => started((said as { port: number }).port)),
    );
    const reply = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ hello __schema { queryType { name } } }"}',
    });
    const ended = new Promise((resolved) => gateway.on('exit', resolved));
    gateway.kill('SIGTERM');
    expect(await reply.json()).toEqual({ data: { hello: 'Hello you', __schema: { queryType: { name: 'Query' } } } });
    expect(await ended).toBe(0);
  });

  it.each([
    [[], 'Say which supergraph to serve.'],
    [['--supergraph', 'a', '--port', 'x'], 'The port must be a number.'],
    [['--graph', 'a'], "Unknown option '--graph'"],
  ])('says how it is used: %j', async (args, message) => {
    const gateway = runGateway(args, folder);
    const said = await gateway.stderr?.toArray();
    expect(Buffer.concat(said ?? []).toString()).toContain(message);
    expect(Buffer.concat(said ?? []).toString()).toContain('Usage: npm run gateway -- --supergraph FILE');
  });
});
