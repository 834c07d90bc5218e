import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The command that npm installed; it runs the binary of this platform, if there is one. */
const COMMAND = join(dirname(require.resolve('@apollo/rover/package.json')), 'bin', 'rover.js');
const PLATFORM = `rover-${process.platform}-${process.arch}`;
export const hasRover = ['', '-musl'].some((libc) =>
  existsSync(join(dirname(COMMAND), '..', '..', `${PLATFORM}${libc}`)),
);
if (!hasRover) console.warn(`Rover is not tested: npm has no @apollo/${PLATFORM} here`);

export interface RoverRun {
  readonly code: number;
  /** Results. */
  readonly stdout: string;
  /** What Rover says about its work, and errors. */
  readonly stderr: string;
  /** Both, results first. */
  readonly text: string;
}

interface RunOptions {
  /** Variables on top of the harness' own; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly cwd?: string;
}

export interface Rover {
  /** Runs the real Rover with these arguments, at most 60 s. Never throws on a failure of Rover. */
  (args: readonly string[], options?: RunOptions): Promise<RoverRun>;
  /** A temporary folder of its own, outside of any git repository. */
  readonly folder: string;
  /** Writes a file into that folder and returns its path. */
  file(name: string, content: string): Promise<string>;
  remove(): Promise<void>;
}

interface RoverOptions {
  /** GraphQL endpoint of the registry, with its path. None: Rover can't reach any. */
  readonly registryUrl?: string;
  readonly key?: string;
}

/** Nothing of the machine: no profile, no key, no telemetry, no look for updates, and the same git context everywhere. */
const environment = (folder: string, { registryUrl, key }: RoverOptions): Record<string, string> => ({
  PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  HOME: folder,
  NO_COLOR: '1',
  APOLLO_CONFIG_HOME: join(folder, 'config'),
  APOLLO_TELEMETRY_DISABLED: '1',
  APOLLO_ROVER_SKIP_UPDATE: '1',
  APOLLO_ELV2_LICENSE: 'accept',
  APOLLO_CHECKS_TIMEOUT_SECONDS: '30',
  APOLLO_REGISTRY_URL: registryUrl ?? 'http://127.0.0.1:9/none',
  APOLLO_VCS_BRANCH: 'main',
  APOLLO_VCS_COMMIT: '0123456789abcdef0123456789abcdef01234567',
  APOLLO_VCS_AUTHOR: 'Ada <ada@cardstock.test>',
  APOLLO_VCS_REMOTE_URL: 'git@example.test:cardstock/cardstock.git',
  ...(key === undefined ? {} : { APOLLO_KEY: key }),
});

const collect = (stream: NodeJS.ReadableStream): (() => string) => {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
};

const run = (args: readonly string[], env: NodeJS.ProcessEnv, cwd: string, input: string): Promise<RoverRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args], { env, cwd, timeout: 60_000 });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    // Rover may end without having read its input.
    child.stdin.on('error', (err: NodeJS.ErrnoException) => err.code !== 'EPIPE' && reject(err));
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code: code ?? 1, stdout: stdout(), stderr: stderr(), text: `${stdout()}${stderr()}` }),
    );
  });

/** The Rover that npm installed, in surroundings of its own, before the registry at this address. */
export const makeRover = async (options: RoverOptions = {}): Promise<Rover> => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-rover-'));
  const base = environment(folder, options);
  const rover = (args: readonly string[], { env = {}, input = '', cwd = folder }: RunOptions = {}) =>
    run(args, { ...base, ...env }, cwd, input);
  return Object.assign(rover, {
    folder,
    file: async (name: string, content: string) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  });
};
