// The door of every npm script: installs what the lock file says, builds what is stale, then runs the given
// program on the pinned Node. It uses nothing but Node's own modules, so that it works on a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const binFolder = join(root, 'node_modules', 'node', 'bin');
const pinnedNode = join(binFolder, process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(root, 'node_modules', '.cardstock-lock');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const isInstalled = () => existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (err) {
    return err.code === 'EPERM';
  }
};

/** Only one of several commands installs; the others wait for it. A lock whose owner is gone is taken over. */
const withInstallLock = (work) => {
  const lock = join(root, '.cardstock-install.lock');
  const take = () => {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch (err) {
      if (err.code !== 'EEXIST') throw err;
      if (!isAlive(Number(readFileSync(lock, 'utf8') || process.pid))) rmSync(lock, { force: true });
      return false;
    }
  };
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (!take()) Atomics.wait(pause, 0, 0, 200);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
};

const install = () => {
  if (isInstalled()) return;
  process.stdout.write('Installing dependencies as the lock file says (once) …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, commandArgs] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status } = spawnSync(command, commandArgs, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('npm ci failed: see its message above. Is the npm registry reachable?');
  if (!existsSync(pinnedNode)) {
    throw new Error(
      'The npm package "node" did not unpack: were install scripts switched off (npm config ignore-scripts)?',
    );
  }
  writeFileSync(stamp, lockHash());
};

const build = () => {
  const { status } = spawnSync(pinnedNode, [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) fail('The build failed: see the message above.');
};

/** npm hands a signal to its shell only, which dies of it without a word to us: when it is gone, the program ends, too. */
const stopWithNpm = (child) => {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 250).unref();
};

const run = ([program, ...args]) => {
  const env = { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(pinnedNode, ['--enable-source-maps', join(root, program), ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  // A terminal's Ctrl-C reaches the child twice, by itself and from here: programs take the two for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
};

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) fail(`Cardstock needs Node 20 or newer to start (this is ${process.version}).`);
try {
  if (!isInstalled()) withInstallLock(install);
} catch (err) {
  fail(err.message);
}
build();
run(process.argv.slice(2));
