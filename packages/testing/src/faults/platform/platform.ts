import { removeDataFolder } from '../../data-folder.ts';
import { makeMessageBook } from '../wire/envelopes.ts';
import { claimPort } from './claim-port.ts';
import { layGround, starterOn, type Variables } from './ground.ts';
import type { Kept } from './keeper.ts';
import type { Servers } from './servers.ts';
import type { ServiceName, Supervisor } from './supervisor.ts';
import { layWires, type Wires } from './wires.ts';

/** A whole platform of real processes, each behind wires of its own. */
export interface Platform {
  readonly gatewayUrl: string;
  readonly servers: Servers;
  readonly subgraphs: readonly ServiceName[];
  readonly services: ReadonlyMap<ServiceName, Kept>;
  readonly wires: ReadonlyMap<ServiceName, Wires>;
  /** Starts a second process of a service, on another port: it shares the work. */
  startReplica(name: ServiceName, where?: 'on the wires'): Promise<Kept>;
  /** When a process last came up, in milliseconds since the epoch. */
  lastRestart(): number;
  stop(): Promise<void>;
}

export interface PlatformOptions {
  /** How many products the catalogue has. */
  readonly products: number;
  /** Without anybody between the processes and what they stand on: nothing can be armed, and nothing costs time. */
  readonly isDirect?: boolean;
  /** Variables besides those that the supervisor gives, for the services that are named. */
  readonly more?: Variables | undefined;
  /** Other words for the SQL of a service. */
  readonly rewrite?: Readonly<Partial<Record<ServiceName, (sql: string) => string>>>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whoever ends this program early leaves no process behind. Returns what ends the watching. */
const stopWithUs = (stop: () => Promise<void>): (() => void) => {
  const onSignal = (): void => void stop().finally(() => process.exit(1));
  for (const signal of SIGNALS) process.once(signal, onSignal);
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
};

/** What orders need: the schema registry is no part of it, and the gateway starts without it. */
const servicesOfOrders = ({ SERVICES }: Supervisor) => SERVICES.filter(({ name }) => name !== 'registry');

/** Starts everything and fills the catalogue; resolves when every process is up. */
export const startPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const ground = await layGround();
  const { supervisor, servers, ports, dataFolder } = ground;
  const { environmentOf, start } = starterOn(ground, options);
  const book = makeMessageBook();
  const wires = new Map<ServiceName, Wires>();
  for (const service of options.isDirect ? [] : supervisor.SUBGRAPHS)
    wires.set(service, await layWires({ service, servers, book, rewrite: options.rewrite?.[service] }));
  const services = new Map(
    servicesOfOrders(supervisor).map(({ name }) => [
      name,
      start(name, name, environmentOf(name, wires.get(name)?.backing)),
    ]),
  );
  const replicas: Kept[] = [];
  const stop = async (): Promise<void> => {
    ignoreSignals();
    await Promise.all([...services.values(), ...replicas].map((kept) => kept.stop()));
    await Promise.all([...wires.values()].map((wire) => wire.stop()));
    await servers.stop();
    if (process.env['FAULTS_KEEP'] === undefined) await removeDataFolder(dataFolder);
  };
  const ignoreSignals = stopWithUs(stop);
  try {
    await Promise.all([...services.values()].map((kept) => kept.untilUp()));
    const catalogue = { environmentOf } as unknown as Parameters<Supervisor['importCatalogue']>[0];
    await supervisor.importCatalogue(catalogue, new AbortController().signal);
  } catch (err) {
    await stop();
    throw err;
  }
  return {
    gatewayUrl: `http://127.0.0.1:${ports.gateway}/graphql`,
    servers,
    subgraphs: supervisor.SUBGRAPHS,
    services,
    wires,
    startReplica: async (name, where) => {
      const env = environmentOf(name, where && wires.get(name)?.backing);
      const replica = start(name, `${name}-replica`, { ...env, PORT: String(await claimPort()) });
      replicas.push(replica);
      await replica.untilUp();
      return replica;
    },
    lastRestart: () => Math.max(...[...services.values()].map((kept) => kept.upSince())),
    stop,
  };
};
