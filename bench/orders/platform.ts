import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@cardstock/local/ports';
import { startProgram } from '@cardstock/testing';

const SERVICES = [
  'gateway',
  'auth',
  'catalog',
  'inventory',
  'order',
  'fulfillment',
  'notification',
  'registry',
] as const;
const CLOCK_TICKS_PER_SECOND = 100;

/** A platform that was started for a benchmark, on ports and data of its own. */
export interface BenchPlatform {
  readonly url: string;
  /** Where the order subgraph keeps its events. */
  readonly orderDatabaseUrl: string;
  /** What a process was started with. */
  environmentOf(name: string): Promise<Readonly<Record<string, string>>>;
  /** CPU seconds that each process has used since it started, by name. */
  cpuSeconds(): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly cpuSeconds: number;
}

const readProcess = async (pid: number): Promise<ProcessInfo | undefined> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    const [, parent = 0] = fields;
    // utime, stime, and those of children that have ended: fields 14 to 17 of proc(5).
    const ticks = [11, 12].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
    return { pid, parent, name: nameOf(command, stat), cpuSeconds: ticks / CLOCK_TICKS_PER_SECOND };
  } catch {
    return undefined;
  }
};

const nameOf = (command: string, stat: string): string => {
  const entry = /(?:subgraphs\/)?(\w+)\/dist\/(\w+)/.exec(command);
  if (/redis-server/.test(command)) return 'redis';
  if (/postgres/.test(command)) return 'postgresql';
  if (/sandboxes/.test(command)) return 'sandboxes';
  if (/mongo\/main/.test(command)) return 'mongo';
  return entry?.[1] ?? stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
};

/** A process and everything that it has started, however deep. */
const familyOf = async (root: number): Promise<ProcessInfo[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(readProcess))).filter((found) => found !== undefined);
  const family = new Set([root]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
};

const environmentOfProcess = async (pid: number): Promise<Record<string, string>> => {
  const lines = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
};

const settings = async (dataFolder: string): Promise<Record<string, string>> => {
  const ports = SERVICES.map(async (name) => [`${name.toUpperCase()}_PORT`, String(await freePort())]);
  return {
    ...(Object.fromEntries(await Promise.all(ports)) as Record<string, string>),
    CARDSTOCK_DATA_DIR: dataFolder,
    IMPORT_LIMIT: process.env['IMPORT_LIMIT'] ?? '500',
    AUTOPILOT: process.env['AUTOPILOT'] ?? 'false',
  };
};

/** Starts the whole platform as `npm start` does; nobody plays the warehouse unless AUTOPILOT=true. */
export const startBenchPlatform = async (): Promise<BenchPlatform> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'cardstock-bench-'));
  const env = await settings(dataFolder);
  const program = startProgram('packages/local/dist/start.js', env);
  await program.hasPrinted('Ctrl-C', 120_000);
  const environmentOf = async (name: string): Promise<Record<string, string>> => {
    const found = (await familyOf(program.pid)).find((running) => running.name === name);
    if (!found) throw new Error(`${name} does not run`);
    return environmentOfProcess(found.pid);
  };
  const orderDatabaseUrl = (await environmentOf('order'))['DATABASE_URL'] ?? '';
  return {
    url: `http://127.0.0.1:${env['GATEWAY_PORT']}/graphql`,
    orderDatabaseUrl,
    environmentOf,
    cpuSeconds: async () => {
      const sums = new Map<string, number>();
      for (const { name, cpuSeconds } of await familyOf(program.pid)) {
        sums.set(name, (sums.get(name) ?? 0) + cpuSeconds);
      }
      return sums;
    },
    stop: async () => {
      await program.interrupt();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
};
