import { z } from 'zod';

const name = z.string().trim().min(1).max(100);
const clientFilter = z.object({ name, version: z.string().max(100).nullish() });
const filters = {
  excludedClients: z.array(clientFilter).max(100).nullish(),
  excludedOperationNames: z.array(z.object({ name })).max(1_000).nullish(),
};

const DAY_SECONDS = 86_400;

/** What Rover sends along with one check. */
export const checkConfig = z.object({
  ...filters,
  from: z.string().max(32).nullish(),
  to: z.string().max(32).nullish(),
  queryCountThreshold: z.number().int().min(0).nullish(),
  queryCountThresholdPercentage: z.number().min(0).nullish(),
  ignoredOperations: z.array(z.string().max(100)).max(1_000).nullish(),
  includedVariants: z.array(z.string().min(1).max(64)).max(20).nullish(),
});
export type CheckConfig = z.infer<typeof checkConfig>;

/** What a graph says for all of its checks. */
export const checkSettings = z.object({
  validationPeriodSeconds: z
    .number()
    .int()
    .min(60)
    .max(366 * DAY_SECONDS)
    .default(7 * DAY_SECONDS),
  /** An operation that was run less often does not count. */
  queryCountThreshold: z.number().int().min(0).default(1),
  /** Nor does one with a smaller share of all requests, from 0 to 1. */
  queryCountThresholdPercentage: z.number().min(0).max(1).default(0),
  excludedClients: z.array(clientFilter).max(100).default([]),
  excludedOperationNames: z.array(z.object({ name })).max(1_000).default([]),
  includedVariants: z.array(z.string().min(1).max(64)).max(20).default([]),
});
export type CheckSettings = z.infer<typeof checkSettings>;

/** What one check goes by: its own words, else those of the graph; what is excluded by either is. */
export interface CheckRules {
  readonly from: Date;
  readonly to: Date;
  readonly threshold: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly excludedClients: readonly z.infer<typeof clientFilter>[];
  readonly excludedNames: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
  /** Variants whose traffic counts. */
  readonly variants: readonly string[];
}

const MS_PER_SECOND = 1_000;

/** `-3600` is an hour before now, as Rover writes it; anything else a moment. Undefined where it is neither. */
const momentOf = (text: string | null | undefined, now: Date): Date | undefined => {
  if (!text) return undefined;
  const isOffset = /^-\d{1,10}$/.test(text);
  const moment = isOffset ? new Date(now.getTime() + Number(text) * MS_PER_SECOND) : new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
};

/** Rover divides whole numbers, so that any share below 100 % arrives as 0: that is none. */
const shareOf = (given: number | null | undefined, otherwise: number): number => Math.min(1, given || otherwise);

export const rulesOf = (config: CheckConfig, settings: CheckSettings, variant: string, now: Date): CheckRules => ({
  from: momentOf(config.from, now) ?? new Date(now.getTime() - settings.validationPeriodSeconds * MS_PER_SECOND),
  to: momentOf(config.to, now) ?? now,
  threshold: config.queryCountThreshold ?? settings.queryCountThreshold,
  share: shareOf(config.queryCountThresholdPercentage, settings.queryCountThresholdPercentage),
  excludedClients: [...settings.excludedClients, ...(config.excludedClients ?? [])],
  excludedNames: new Set(
    [...settings.excludedOperationNames, ...(config.excludedOperationNames ?? [])].map((excluded) => excluded.name),
  ),
  ignored: new Set(config.ignoredOperations ?? []),
  variants: [...new Set([variant, ...(config.includedVariants ?? settings.includedVariants)])],
});
