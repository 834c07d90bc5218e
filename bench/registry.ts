// npm run bench:registry: how long a publication and a check of the whole supergraph take, with 1,000 operations of
// clients in store. Starts a PostgreSQL and a registry of its own; under 90 seconds.
import { distinctOperations } from './registry/operations.ts';
import { type BenchRegistry, startBenchRegistry } from './registry/registry.ts';
import { describeTimes, type Times } from './registry/report.ts';
import { readSubgraphs } from './registry/subgraphs.ts';

const OPERATIONS = Number(process.env['BENCH_OPERATIONS'] ?? 1_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 15);
const GOAL_MS = 1_000;

setTimeout(() => {
  process.stderr.write('the benchmark took longer than 90 seconds\n');
  process.exit(1);
}, 90_000).unref();

const timed = async (
  name: string,
  { cpuMs }: Pick<BenchRegistry, 'cpuMs'>,
  work: (round: number) => Promise<void>,
): Promise<Times> => {
  const ms: number[] = [];
  const before = await cpuMs();
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await work(round);
    ms.push(performance.now() - startedAt);
  }
  const after = await cpuMs();
  return { name, ms, cpuMs: before === undefined || after === undefined ? undefined : (after - before) / ROUNDS };
};

const subgraphs = await readSubgraphs();
const registry = await startBenchRegistry();
try {
  const first = await timedOnce(() => registry.publish(subgraphs.all));
  const operations = distinctOperations(await registry.apiSchema(), OPERATIONS);
  await registry.report(operations);
  process.stdout.write(
    `${subgraphs.all.length} subgraphs, ${operations.length} operations in store, ${ROUNDS} rounds; first publication ${first.toFixed(0)} ms\n`,
  );
  // Each proposal is new, so that none is known from the round before; only the served graph and the operations are.
  const results = [
    await timed('check: a field is added', registry, (round) =>
      registry.check(subgraphs.withField('catalog', `added${round}`), 'PASSED'),
    ),
    await timed('check: a field goes that operations use', registry, (round) =>
      registry.check(subgraphs.withoutField('catalog', `Round ${round}.`), 'FAILED'),
    ),
    await timed('publish one of the subgraphs', registry, (round) =>
      registry.publish([subgraphs.withField('catalog', `published${round}`)]),
    ),
  ];
  process.stdout.write(`${describeTimes(results, GOAL_MS)}\n`);
} finally {
  await registry.stop();
}

async function timedOnce(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
