// npm run bench:gateway: our gateway beside others and beside a plan written by hand, in turn, over the same subgraphs.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@cardstock/local/ports';
import { eventually } from '@cardstock/testing';
import { Pool } from 'undici';
import { ask, closedLoop } from './gateway/closed-loop.ts';
import { GATEWAYS, LIMIT, OURS, STOCK } from './gateway/contenders.ts';
import { startFederation } from './gateway/federation.ts';
import { startJourney } from './gateway/journey.ts';
import { installPeers } from './gateway/peers.ts';
import type { Measured } from './gateway/processes.ts';
import { type Result, report, together } from './gateway/report.ts';
import { makeCheckAnswer } from './gateway/same-answer.ts';
import type { Scene } from './gateway/scene.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 6);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 2);
const ONLY = process.env['BENCH_ONLY']?.split(',');
const SCENES = (process.env['BENCH_SCENES'] ?? 'federation,journey').split(',');
const CONNECTIONS = 32;
const WARM_UP_S = 3;
const START_WITHIN_MS = 60_000;

const checkAnswer = makeCheckAnswer();

const measure = async (gateway: string, program: Measured, { loads }: Scene, port: string): Promise<Result[]> => {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  const asked = { pool, isOurs: gateway === OURS };
  const results: Result[] = [];
  try {
    for (const load of loads) {
      if (gateway === LIMIT && !load.isSmall) continue;
      checkAnswer(load.name, await eventually(() => ask(asked, load, 0), { withinMs: START_WITHIN_MS }), gateway);
      await closedLoop(asked, load, CONNECTIONS, WARM_UP_S);
      const before = await program.cpuMs();
      const sample = await closedLoop(asked, load, CONNECTIONS, SECONDS);
      results.push({ gateway, load: load.name, ...sample, cpuMs: (await program.cpuMs()) - before });
    }
  } finally {
    await pool.destroy();
  }
  return results;
};

const measureAll = async (scene: Scene): Promise<Result[]> => {
  const results: Result[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [name, start] of Object.entries(GATEWAYS)) {
      if (ONLY && !ONLY.some((part) => name.includes(part))) continue;
      if (name === LIMIT && !scene.loads.some(({ isSmall }) => isSmall)) continue;
      process.stdout.write(`round ${round}: ${name}\n`);
      const port = String(await freePort());
      const program = start({ ...scene, port });
      try {
        results.push(...(await measure(name, program, scene, port)));
      } finally {
        await program.stop();
      }
    }
  }
  return results;
};

installPeers();
const folder = await mkdtemp(join(tmpdir(), 'cardstock-bench-'));
const scenes = { federation: startFederation, journey: startJourney };
try {
  for (const [name, start] of Object.entries(scenes)) {
    if (!SCENES.includes(name)) continue;
    const scene = await start(folder);
    const results = await measureAll(scene).finally(() => scene.stop());
    process.stdout.write(`\n${report(together(results), { stock: STOCK, limit: LIMIT })}\n\n`);
  }
} finally {
  await rm(folder, { recursive: true });
}
process.exit(0);
