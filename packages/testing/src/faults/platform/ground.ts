import { join } from 'node:path';
import { makeDataFolder } from '../../data-folder.ts';
import { claimPort } from './claim-port.ts';
import { type Kept, keep } from './keeper.ts';
import { type Servers, startServers } from './servers.ts';
import { loadSupervisor, type ServiceName, type Supervisor } from './supervisor.ts';
import { directBacking } from './wires.ts';

export type Variables = Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>;

/** What makes waits short: how often a thing is tried stays as it is in production. */
const QUICK: Variables = {
  order: {
    SAGA_ANSWER_WITHIN_MS: '4000',
    SAGA_LONGEST_WAIT_MS: '4000',
    SAGA_WATCH_EVERY_MS: '500',
    PAYMENT_TIMEOUT_MS: '1500',
    PAYMENT_OPEN_MS: '2000',
  },
  gateway: { REGISTRY_UPLINK_URLS: '' },
  inventory: { RESERVATION_TTL_MS: '20000', RESERVATION_SWEEP_EVERY_MS: '1000' },
};

const INHERITED = {
  PATH: process.env['PATH'] ?? '',
  LOG_LEVEL: process.env['FAULTS_LOG_LEVEL'] ?? 'warn',
  AUTOPILOT_STEP_MS: '250',
};

const claimPorts = async (names: readonly ServiceName[]) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await claimPort()]))) as Record<
    ServiceName,
    number
  >;

/** What all processes of a platform share. */
export interface Ground {
  readonly dataFolder: string;
  readonly supervisor: Supervisor;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly keys: Awaited<ReturnType<Supervisor['ensureKeys']>>;
  readonly servers: Servers;
}

/** Starts the servers, in a data folder and on ports of their own. */
export const layGround = async (): Promise<Ground> => {
  const [supervisor, dataFolder] = [await loadSupervisor(), await makeDataFolder('cardstock-faults-')];
  const ports = await claimPorts(supervisor.SERVICES.map(({ name }) => name));
  const keys = await supervisor.ensureKeys(dataFolder);
  const webhookUrl = `http://127.0.0.1:${ports.order}/webhooks/stripe`;
  const subgraphs = supervisor.SUBGRAPHS;
  return {
    dataFolder,
    supervisor,
    ports,
    keys,
    servers: await startServers({ dataFolder, keys, subgraphs, webhookUrl }),
  };
};

/** Starts processes as the supervisor would, with the variables that are given besides. */
export const starterOn = (
  { dataFolder, supervisor, ports, keys, servers }: Ground,
  { products, more = {} }: { readonly products: number; readonly more?: Variables | undefined },
) => {
  const inherited = { ...INHERITED, IMPORT_LIMIT: String(products) };
  const environmentOf = (name: ServiceName, backing = directBacking(servers)): Record<string, string> => ({
    ...supervisor.environmentOf(name, { ports, keys, backing }, inherited),
    ...QUICK[name],
    ...more[name],
  });
  const start = (name: ServiceName, label: string, env: Readonly<Record<string, string>>): Kept => {
    const folder = supervisor.SERVICES.find((service) => service.name === name)?.folder ?? '';
    return keep({
      name: label,
      entry: `${folder}/dist/main.js`,
      env,
      logFile: join(dataFolder, 'logs', `${label}.log`),
    });
  };
  return { environmentOf, start };
};
