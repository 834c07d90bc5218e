import type { Logger } from '@cardstock/service/core';
import type { Links } from '../application/links.ts';
import type { Clock, Compose, GraphQueries } from '../application/ports.ts';
import type { RegistryConfig } from '../config.ts';
import { lintSdl } from '../domain/lint/lint.ts';
import { checksModule } from '../graphql/checks.ts';
import type { GraphqlModule } from '../graphql/module.ts';
import { makeCheckStore, makeSettingsStore } from '../persistence/check.store.ts';
import type { Sql } from '../persistence/sql.ts';
import { Checker } from './checker.ts';
import { makeJudgeChanges } from './judge-changes.ts';
import type { UsageQueries } from './ports.ts';
import { runCheck } from './run-check.ts';
import { makeValidateOperations } from './validate-operations.ts';

interface ChecksOptions {
  readonly sql: Sql;
  readonly queries: GraphQueries;
  readonly usage: { readonly queries: UsageQueries };
  readonly compose: Compose;
  readonly links: Pick<Links, 'check'>;
  readonly config: RegistryConfig;
  readonly now: Clock;
  readonly log: Logger;
}

export interface Checks {
  readonly module: GraphqlModule;
  /** Waits for what is under way. */
  readonly stop: () => Promise<void>;
}

/** Runs checks: first those that the last process left. */
export const startChecks = async (options: ChecksOptions): Promise<Checks> => {
  const { sql, queries, compose, links, config, now, log } = options;
  const [store, settings, usage] = [makeCheckStore(sql), makeSettingsStore(sql), options.usage.queries];
  const judge = makeJudgeChanges();
  const lint = (sdl: string, baseSdl: string | undefined) => lintSdl(sdl, { levels: config.LINT_LEVELS, baseSdl });
  const checker = new Checker({
    ...{ store, queries, settings, usage, now, log },
    run: (check) => runCheck(check, { queries, usage, settings, compose, judge, lint, now }),
  });
  await checker.resume();
  const module = checksModule({
    ...{ checker, settings, queries, now },
    validateOperations: makeValidateOperations({ queries, store, now }),
    pageOf: links.check,
  });
  return { module, stop: () => checker.stop() };
};
