import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

type EnvironmentModule = typeof import('../../../../local/src/supervisor/environment.ts');
type KeysModule = typeof import('../../../../local/src/supervisor/keys.ts');
type ServicesModule = typeof import('../../../../local/src/supervisor/services.ts');
type CatalogueModule = typeof import('../../../../local/src/supervisor/catalogue.ts');

/** The root of the checkout: this file is five folders below it, in src/ as in dist/. */
export const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..', '..');

export type ServiceName = ServicesModule['SERVICES'][number]['name'];
export type Keys = Awaited<ReturnType<KeysModule['ensureKeys']>>;
export type Backing = Parameters<EnvironmentModule['environmentOf']>[1]['backing'];
export type Supervisor = EnvironmentModule & KeysModule & ServicesModule & CatalogueModule;

const moduleNamed = (name: string): Promise<unknown> =>
  import(pathToFileURL(join(PROJECT, 'packages', 'local', 'dist', 'supervisor', `${name}.js`)).href);

/**
 * The parts of the supervisor that say which processes there are and what environment each gets, so that the platform
 * under test is started as `npm start` does it; only who restarts them, and what lies between them and their stores, differ.
 */
export const loadSupervisor = async (): Promise<Supervisor> =>
  Object.assign({}, ...(await Promise.all(['environment', 'keys', 'services', 'catalogue'].map(moduleNamed))));
