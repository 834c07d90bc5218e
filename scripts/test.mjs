// npm test: unit and integration tests side by side, then the end-to-end tests, which have the machine to themselves.
// Arguments go to Jest: npm test -- subgraphs/order
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

// One more than there are processors: tests also wait for timers and for other processes.
const WORKERS = Math.min(availableParallelism() + 1, 4);
const folder = await mkdtemp(join(tmpdir(), 'cardstock-results-'));

const jest = async (projects, ...args) => {
  const outputFile = join(folder, `${projects.join('-')}.json`);
  const command = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    ...projects,
  ];
  const options = [...args, '--passWithNoTests', '--json', `--outputFile=${outputFile}`];
  const child = spawn(process.execPath, [...command, ...options, '--', ...process.argv.slice(2)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  const results = await readFile(outputFile, 'utf8').then(JSON.parse, () => ({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
  }));
  return { code, passed: results.numPassedTests, failed: results.numFailedTests, skipped: results.numPendingTests };
};

const runs = [
  await jest(['unit', 'integration'], `--maxWorkers=${WORKERS}`),
  await jest(['end-to-end'], '--runInBand'),
];
await rm(folder, { recursive: true, force: true });
const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
process.exit(runs.every(({ code }) => code === 0) ? 0 : 1);
