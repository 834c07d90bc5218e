import process from 'node:process';
import { startMongo } from './index.ts';

const log = (line: string): void => console.log(line);

const readEnvironment = (): { port: number; dataFolder: string } => {
  const { MONGO_PORT, MONGO_DATA_DIR } = process.env;
  const port = Number(MONGO_PORT);
  const problems = [
    MONGO_PORT && Number.isInteger(port) && port >= 0 && port < 65_536 ? '' : 'MONGO_PORT must be a port number',
    MONGO_DATA_DIR ? '' : 'MONGO_DATA_DIR must be the folder for the data',
  ].filter(Boolean);
  if (problems.length > 0 || !MONGO_DATA_DIR) throw new Error(problems.join('; '));
  return { port, dataFolder: MONGO_DATA_DIR };
};

const run = async (): Promise<void> => {
  const running = await startMongo({ ...readEnvironment(), log });
  let isStopping = false;
  const stop = (): void => {
    // A parent that goes both signals and disconnects.
    if (isStopping) return;
    isStopping = true;
    running.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  log(
    `mongo: ${running.url}, Cardstock's own server for development and tests only; set MONGODB_URL to use a real MongoDB`,
  );
  process.send?.({ url: running.url });
};

const fail = (error: unknown): never => {
  console.error(`mongo: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  process.exit(1);
};

run().catch(fail);
