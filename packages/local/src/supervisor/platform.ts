import { join } from 'node:path';
import { type Backing, startBacking } from './backing.ts';
import { type Child, keepRunning, type Watcher } from './child.ts';
import { environmentOf } from './environment.ts';
import { writeEnvironments } from './environment-files.ts';
import { ensureKeys } from './keys.ts';
import { claimPorts, type Ports } from './ports.ts';
import { ensureRegistryKey } from './registry-keys.ts';
import { SERVICES, type ServiceName } from './services.ts';

/** Everything that runs: backing services and our own processes. */
export interface Platform {
  readonly ports: Ports;
  readonly backing: Backing;
  readonly gatewayUrl: string;
  readonly registryUrl: string;
  /** The registry's key that may do everything. */
  readonly registryKey: string;
  environmentOf(name: ServiceName): Readonly<Record<string, string>>;
  restart(name: ServiceName): void;
  stop(): Promise<void>;
}

interface PlatformOptions {
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly watcher: Watcher;
  /** Asked after every step; when true, what was started is stopped again. */
  readonly isCancelled: () => boolean;
}

/** Somebody pressed Ctrl-C during the start. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

const gatewayLast = async (children: ReadonlyMap<ServiceName, Child>): Promise<void> => {
  // The gateway takes no new requests first; then the subgraphs finish what they have.
  await children.get('gateway')?.stop();
  await Promise.all([...children.values()].map((child) => child.stop()));
};

/** Starts the backing services, then our own processes, and resolves when all of them listen. */
export const startPlatform = async ({ dataFolder, env, watcher, isCancelled }: PlatformOptions): Promise<Platform> => {
  const ports = await claimPorts(env);
  const keys = await ensureKeys(dataFolder);
  const backing = await startBacking({ dataFolder, keys, ports, env, watcher });
  const children = new Map<ServiceName, Child>();
  const environment = (name: ServiceName) => environmentOf(name, { ports, keys, backing }, env);
  const stop = async (): Promise<void> => {
    await gatewayLast(children);
    await backing.stop();
  };
  try {
    if (isCancelled()) throw new Cancelled();
    await writeEnvironments(dataFolder, environment);
    for (const { name, folder } of SERVICES) {
      const logFile = join(dataFolder, 'logs', `${name}.log`);
      children.set(
        name,
        keepRunning({ name, entry: `${folder}/dist/main.js`, env: environment(name), logFile }, watcher),
      );
    }
    await Promise.all([...children.values()].map(({ up }) => up));
    if (isCancelled()) throw new Cancelled();
  } catch (err) {
    await stop();
    throw err;
  }
  return {
    ports,
    backing,
    gatewayUrl: `http://localhost:${ports.gateway}/graphql`,
    registryUrl: `http://localhost:${ports.registry}`,
    registryKey: (await ensureRegistryKey(dataFolder, 'root')).text,
    environmentOf: environment,
    restart: (name) => children.get(name)?.restart(),
    stop,
  };
};
