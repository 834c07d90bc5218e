import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASES, type ServiceName } from './services.ts';

type Environment = Readonly<Record<string, string>>;

const fileOf = (dataFolder: string, name: string): string => join(dataFolder, 'run', `${name}.json`);

/** Writes down what each service runs with, readable for its owner only: for commands that work on its data. */
export const writeEnvironments = async (
  dataFolder: string,
  environmentOf: (name: ServiceName) => Environment,
): Promise<void> => {
  await mkdir(join(dataFolder, 'run'), { recursive: true, mode: 0o700 });
  for (const name of DATABASES) {
    const file = fileOf(dataFolder, name);
    await writeFile(`${file}.new`, JSON.stringify(environmentOf(name)), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
};

/** What a service of the platform on this data folder runs with; undefined where none was ever started. */
export const readEnvironment = async (dataFolder: string, name: string): Promise<Environment | undefined> => {
  const text = await readFile(fileOf(dataFolder, name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Environment);
};
