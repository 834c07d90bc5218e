// npm run rover -- ARGUMENTS: the Rover of npm, told where this machine's registry and subgraphs are.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dataFolderIn, PROJECT } from './project.ts';
import { roverEnvironment } from './rover/environment.ts';
import { introspectionHeader } from './rover/introspection.ts';
import { findRunning } from './supervisor/lock.ts';

const args = process.argv.slice(2);
const dataFolder = dataFolderIn(process.env);
const running = await findRunning(dataFolder);
const keys = {
  INTERNAL_KEY_FILE: join(dataFolder, 'keys', 'gateway.jwk.json'),
  INTERNAL_JWKS_FILE: join(dataFolder, 'keys', 'internal-jwks.json'),
};
const more = running ? await introspectionHeader(args, dataFolder, keys) : [];
const command = createRequire(join(PROJECT, 'package.json')).resolve('@apollo/rover/package.json');
const child = spawn(process.execPath, [join(dirname(command), 'bin', 'rover.js'), ...args, ...more], {
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
