// npm run rover -- ARGUMENTS: the Rover of npm, told where this machine's registry and subgraphs are.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dataFolderIn, PROJECT } from './project.ts';
import { type LocalRegistry, roverEnvironment } from './rover/environment.ts';
import { introspectionHeader } from './rover/introspection.ts';
import { findRunning, type Running } from './supervisor/lock.ts';
import { ensureRegistryKey } from './supervisor/registry-keys.ts';

const args = process.argv.slice(2);
const dataFolder = dataFolderIn(process.env);

const registryOf = async ({ registryUrl }: Running): Promise<LocalRegistry | undefined> =>
  registryUrl === undefined
    ? undefined
    : { url: `${registryUrl}/graphql`, key: (await ensureRegistryKey(dataFolder, 'root')).text };

const keys = {
  INTERNAL_KEY_FILE: join(dataFolder, 'keys', 'gateway.jwk.json'),
  INTERNAL_JWKS_FILE: join(dataFolder, 'keys', 'internal-jwks.json'),
};
const running = await findRunning(dataFolder);
const header = running ? await introspectionHeader(args, dataFolder, keys) : [];
const rover = createRequire(join(PROJECT, 'package.json')).resolve('@apollo/rover/package.json');
const child = spawn(process.execPath, [join(dirname(rover), 'bin', 'rover.js'), ...args, ...header], {
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  env: roverEnvironment(process.env, running && (await registryOf(running))),
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
