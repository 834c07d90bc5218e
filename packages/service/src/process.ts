import type { Registry } from 'prom-client';
import type { z } from 'zod';
import { type BaseConfig, ConfigError, parseConfig } from './config.ts';
import { type Logger, makeLog } from './log.ts';
import { makeMetrics } from './metrics.ts';

/** A running part of the platform. */
export interface Service {
  /** Where it listens. */
  readonly port: number;
  /** Takes no more work, finishes what is under way, closes connections. */
  stop(): Promise<void>;
}

export interface ProcessTools {
  readonly log: Logger;
  readonly metrics: Registry;
}

/** All that the life of a process asks of its configuration. */
type AnyConfig = Pick<BaseConfig, 'LOG_LEVEL'>;

interface ProcessOptions<Config extends AnyConfig> {
  readonly name: string;
  readonly config: z.ZodType<Config>;
  readonly env: Record<string, string | undefined>;
  readonly start: (config: Readonly<Config>, tools: ProcessTools) => Promise<Service>;
}

const STOP_WITHIN_MS = 20_000;

const readConfig = <Config extends AnyConfig>({ name, config, env }: ProcessOptions<Config>): Readonly<Config> => {
  try {
    return parseConfig(config, env);
  } catch (err) {
    if (!(err instanceof ConfigError)) throw err;
    process.stderr.write(`${name}: ${err.message}\n`);
    return process.exit(1);
  }
};

const explain = (err: unknown, log: Logger): void => {
  const code = (err as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'EADDRINUSE') log.fatal('the port of this service is taken by another program (variable PORT)');
  else log.fatal({ err }, 'the service could not start');
};

/**
 * The life of a process: configuration, start, and an orderly stop on a signal or when its supervisor is gone.
 * A crash, and a stop that does not come to its end, exit non-zero.
 */
export const runProcess = async <Config extends AnyConfig>(options: ProcessOptions<Config>): Promise<void> => {
  const config = readConfig(options);
  const log = makeLog({ name: options.name, level: config.LOG_LEVEL });
  let service: Service | undefined;
  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await service?.stop();
    process.exit(0);
  };
  const crash = (err: unknown): void => {
    log.fatal({ err }, 'a defect ended this process');
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal).catch(crash));
  process.on('disconnect', () => void stop('the supervisor is gone').catch(crash));
  try {
    service = await options.start(config, { log, metrics: makeMetrics(options.name) });
  } catch (err) {
    explain(err, log);
    process.exit(1);
  }
  log.info({ port: service.port }, 'listening');
  process.send?.({ type: 'listening', port: service.port });
};
