import { isPortFree } from '../ports.ts';
import { portVariableOf, SERVICES, type ServiceName } from './services.ts';

export type Ports = Readonly<Record<ServiceName, number>>;

/** The platform cannot start for a reason that a person can mend; the message says how. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

const portOf = (name: ServiceName, usual: number, env: NodeJS.ProcessEnv): number => {
  const variable = portVariableOf(name);
  const port = Number(env[variable] ?? usual);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new CannotStart(`${variable} must be a port between 1 and 65535, not "${env[variable]}".`);
};

const complaint = (name: ServiceName, port: number): string =>
  `Port ${port}, for the ${name}, is taken by another program. Free it, or choose another: ${portVariableOf(name)}=${port + 1000} npm start`;

/** Reads every service's port from the environment and makes sure that it is free. Throws CannotStart naming all that are not. */
export const claimPorts = async (env: NodeJS.ProcessEnv): Promise<Ports> => {
  const ports = Object.fromEntries(SERVICES.map(({ name, port }) => [name, portOf(name, port, env)])) as Ports;
  const complaints = await Promise.all(
    SERVICES.map(async ({ name }) => ((await isPortFree(ports[name])) ? [] : [complaint(name, ports[name])])),
  );
  if (complaints.flat().length > 0) throw new CannotStart(complaints.flat().join('\n'));
  return ports;
};
