// What CI asks of the code before it runs: format and lint, types, dependency rules, dead code, fresh schema files.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const CHECKS = [
  ['format and lint', 'node_modules/.bin/biome', ['check', '--error-on-warnings', '.']],
  ['types', 'node_modules/.bin/tsc', ['--noEmit']],
  [
    'dependency rules',
    'node_modules/.bin/depcruise',
    ['--config', '.dependency-cruiser.mjs', 'packages', 'gateway', 'subgraphs', 'schema/registry'],
  ],
  ['dead code', 'node_modules/.bin/knip', []],
  ['schema files', process.execPath, ['scripts/schema.mjs', '--check']],
];

const run = async ([name, command, args]) => {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const verdict = `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`;
  return { isOk: code === 0, report: code === 0 ? verdict : `${verdict}${Buffer.concat(output)}\n` };
};

// All at once, told in this order.
const runs = CHECKS.map(run);
let isOk = true;
for (const ended of runs) {
  const check = await ended;
  process.stdout.write(check.report);
  isOk &&= check.isOk;
}
process.exit(isOk ? 0 : 1);
