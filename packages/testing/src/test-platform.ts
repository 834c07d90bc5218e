import { freePort } from '@cardstock/local/ports';
import { makeDataFolder, removeDataFolder } from './data-folder.ts';
import { type StartedProgram, startProgram } from './started-program.ts';

const PORT_VARIABLES = [
  'GATEWAY',
  'AUTH',
  'CATALOG',
  'INVENTORY',
  'ORDER',
  'FULFILLMENT',
  'NOTIFICATION',
  'REGISTRY',
].map((name) => `${name}_PORT`);

/** A platform of this test's own: other ports, other data, a slice of the catalogue. */
export interface PlatformSettings {
  readonly dataFolder: string;
  readonly env: Record<string, string>;
  remove(): Promise<void>;
}

export const makePlatformSettings = async (): Promise<PlatformSettings> => {
  const dataFolder = await makeDataFolder('cardstock-e2e-');
  const ports = await Promise.all(PORT_VARIABLES.map(async (variable) => [variable, String(await freePort())]));
  const env = {
    ...(Object.fromEntries(ports) as Record<string, string>),
    CARDSTOCK_DATA_DIR: dataFolder,
    IMPORT_LIMIT: '150',
    AUTOPILOT_STEP_MS: '100',
  };
  return { dataFolder, env, remove: () => removeDataFolder(dataFolder) };
};

/** Starts the platform exactly as `npm start` does. */
export const startPlatformProgram = ({ env }: PlatformSettings): StartedProgram =>
  startProgram('packages/local/dist/start.js', env);
