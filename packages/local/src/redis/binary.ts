import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface RedisBinary {
  command: string;
  argv0: string;
}

type Log = (line: string) => void;

// One program under several names: Debian's redis-tools brings it as redis-check-rdb, without the service of redis-server.
const CANDIDATES: RedisBinary[] = [
  { command: 'redis-server', argv0: 'redis-server' },
  { command: 'redis-check-rdb', argv0: 'redis-server' },
];

const OLDEST_MAJOR = 5; // BullMQ's streams

const majorOf = ({ command, argv0 }: RedisBinary): number | undefined => {
  const { stdout } = spawnSync(command, ['--version'], {
    argv0,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [, major] = /server v=(\d+)/.exec(stdout ?? '') ?? [];
  return major === undefined ? undefined : Number(major);
};

const search = () => CANDIDATES.find((candidate) => majorOf(candidate) !== undefined);

const INSTALL_BY_HAND = [
  'Redis is missing: there is no redis-server in PATH. Install it with',
  '  macOS          brew install redis',
  '  Debian/Ubuntu  sudo apt-get install redis-server',
  '  Fedora         sudo dnf install redis',
  '  Alpine         sudo apk add redis',
  'or start your own Redis and give its address in REDIS_URL (redis://host:6379).',
].join('\n');

const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

const aptGet = (args: string[]): void => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr, error } = spawnSync('apt-get', args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return;
  const fault = error?.message ?? stderr.trim();
  throw new Error(`${INSTALL_BY_HAND}\nInstalling it by itself failed: apt-get ${args.join(' ')}: ${fault}`);
};

const install = (log: Log): RedisBinary | undefined => {
  log(
    'Redis is missing: installing the Debian package redis-tools, which brings the server without its system service …',
  );
  aptGet(['update']);
  aptGet(['install', '-y', '--no-install-recommends', 'redis-tools']);
  return search();
};

/** The Redis server of this machine; as root on Debian and Ubuntu it is installed when it is missing. */
export const findRedis = (log: Log): RedisBinary => {
  const binary = search() ?? (canInstall() ? install(log) : undefined);
  if (binary === undefined) throw new Error(INSTALL_BY_HAND);
  const major = majorOf(binary) ?? 0;
  if (major < OLDEST_MAJOR)
    throw new Error(`Redis ${major} is too old: Cardstock's queues need ${OLDEST_MAJOR} or newer (6.2 is better).`);
  return binary;
};
