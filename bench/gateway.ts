// npm run bench:gateway: our gateway beside others and beside a plan written by hand, in turn, over the same subgraphs.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { freePort } from '@cardstock/local';
import { eventually } from '@cardstock/testing';
import { parse } from 'graphql';
import { Pool } from 'undici';
import { SUBGRAPHS } from './federation/subgraphs.ts';
import { ask, closedLoop } from './gateway/closed-loop.ts';
import { LOADS, type Load } from './gateway/loads.ts';
import { installPeers } from './gateway/peers.ts';
import { type Measured, startProgram, startSubgraphs } from './gateway/processes.ts';
import { type Result, report } from './gateway/report.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 6);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 2);
const ONLY = process.env['BENCH_ONLY']?.split(',');
const CONNECTIONS = 32;
const WARM_UP_S = 3;
const START_WITHIN_MS = 60_000;

const contender = (file: string) => join(import.meta.dirname, 'gateway', 'contenders', file);
const OURS = join(import.meta.dirname, '..', 'gateway', 'dist', 'standalone', 'main.js');
/** The limits of ours stay on, wide enough for the deep query. */
const WIDE = { MAX_VALUES: '10000000', MAX_TOKENS: '10000' };

const STOCK = '@apollo/server + @apollo/gateway';
const LIMIT = 'a plan written by hand';
type Start = (supergraph: string, port: string) => Measured;
const GATEWAYS: Readonly<Record<string, Start>> = {
  [STOCK]: (file, port) => startProgram([contender('stock.mjs'), file, port]),
  '@graphql-hive/gateway-runtime': (file, port) => startProgram([contender('hive.mjs'), file, port]),
  '@graphql-hive/router-runtime (Rust planner)': (file, port) =>
    startProgram([contender('hive.mjs'), file, port, 'rust']),
  [LIMIT]: (file, port) => startProgram([contender('by-hand.mjs'), file, port]),
  Cardstock: (file, port) => startProgram([OURS, '--supergraph', file, '--port', port], WIDE),
};

const compose = (urls: Readonly<Record<string, string>>): string => {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(SUBGRAPHS).map(([name, { sdl }]) => ({ name, url: urls[name] ?? '', typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`the federation does not compose: ${errors?.join()}`);
  return supergraphSdl;
};

/** The answer with its fields in one order, so that gateways can be compared. */
const canonical = (text: string): string => {
  const sorted = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return JSON.stringify(JSON.parse(text), sorted);
};

const answers = new Map<string, string>();
const checkAnswer = (load: Load, text: string, gateway: string): void => {
  const known = answers.get(load.name) ?? canonical(text);
  answers.set(load.name, known);
  if (canonical(text) !== known)
    throw new Error(`"${gateway}" answers "${load.name}" otherwise: ${text.slice(0, 500)}`);
};

const measure = async (gateway: string, program: Measured, port: string): Promise<Result[]> => {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  const results: Result[] = [];
  try {
    for (const load of LOADS) {
      if (gateway === LIMIT && !load.isSmall) continue;
      checkAnswer(load, await eventually(() => ask(pool, load, 0), { withinMs: START_WITHIN_MS }), gateway);
      await closedLoop(pool, load, CONNECTIONS, WARM_UP_S);
      const before = await program.cpuMs();
      const sample = await closedLoop(pool, load, CONNECTIONS, SECONDS);
      results.push({ gateway, load: load.name, ...sample, cpuMs: (await program.cpuMs()) - before });
    }
  } finally {
    await pool.destroy();
  }
  return results;
};

const together = (all: readonly Result[]): Result[] =>
  [...Map.groupBy(all, ({ gateway, load }) => `${load}\n${gateway}`).values()].map((rounds) => {
    const [first] = rounds as [Result, ...Result[]];
    const sum = (of: (result: Result) => number) => rounds.reduce((total, result) => total + of(result), 0);
    return {
      ...first,
      requests: sum(({ requests }) => requests),
      seconds: sum(({ seconds }) => seconds),
      cpuMs: sum(({ cpuMs }) => cpuMs),
      latencies: rounds.flatMap(({ latencies }) => latencies).sort((one, other) => one - other),
    };
  });

installPeers();
const folder = await mkdtemp(join(tmpdir(), 'cardstock-bench-'));
const subgraphs = await startSubgraphs();
const results: Result[] = [];
try {
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, compose(subgraphs.urls));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [name, start] of Object.entries(GATEWAYS)) {
      if (ONLY && !ONLY.some((part) => name.includes(part))) continue;
      process.stdout.write(`round ${round}: ${name}\n`);
      const port = String(await freePort());
      const program = start(supergraph, port);
      try {
        results.push(...(await measure(name, program, port)));
      } finally {
        await program.stop();
      }
    }
  }
} finally {
  await subgraphs.stop();
  await rm(folder, { recursive: true });
}
process.stdout.write(`\n${report(together(results), { stock: STOCK, limit: LIMIT })}\n`);
process.exit(0);
