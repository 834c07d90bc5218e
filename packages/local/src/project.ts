import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout: this file is three folders below it, in src/ as in dist/. */
export const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Where the data of this machine's platform lives: .cardstock/, or CARDSTOCK_DATA_DIR. */
export const dataFolderIn = (env: NodeJS.ProcessEnv): string =>
  resolve(PROJECT, env['CARDSTOCK_DATA_DIR'] ?? '.cardstock');

export const runningFileIn = (dataFolder: string): string => join(dataFolder, 'running.json');
