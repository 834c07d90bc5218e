import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = import.meta.dirname;

/** Installs the other gateways beside the benchmark, once. Throws when npm cannot. */
export const installPeers = (): void => {
  if (existsSync(join(FOLDER, 'node_modules', '@graphql-hive', 'gateway-runtime'))) return;
  process.stdout.write('Installing the gateways to measure against (once) …\n');
  const npm = process.env['npm_execpath'];
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status } = spawnSync(command, all, { cwd: FOLDER, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('npm could not install them: see its message above.');
};
