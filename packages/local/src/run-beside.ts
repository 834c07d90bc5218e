// Runs a program with the environment of one service of the running platform: run-beside.js order subgraphs/order/dist/reconcile.main.js
import { spawn } from 'node:child_process';
import { dataFolderIn, PROJECT } from './project.ts';
import { readEnvironment } from './supervisor/environment-files.ts';
import { findRunning } from './supervisor/lock.ts';

const [service = '', program = '', ...args] = process.argv.slice(2);
const dataFolder = dataFolderIn(process.env);
const running = await findRunning(dataFolder);
const environment = running ? await readEnvironment(dataFolder, service) : undefined;
// Elsewhere than on a developer's machine the environment is that of the service already.
if (!environment && !process.env['DATABASE_URL']) {
  process.stderr.write(
    `Cardstock is not running. Start it with npm start in another terminal, or give this command the environment of the ${service} service.\n`,
  );
  process.exit(1);
}
const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
  cwd: PROJECT,
  env: { ...process.env, ...environment },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
