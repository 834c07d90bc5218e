import { baseConfig } from '@cardstock/service/core';
import { z } from 'zod';
import { lintLevelsOf } from './domain/lint/rules.ts';

const seconds = z.coerce.number().int().min(1);

const lintLevels = z.string().transform((text, context) => {
  try {
    return lintLevelsOf(text);
  } catch (err) {
    context.addIssue(err instanceof Error ? err.message : String(err));
    return z.NEVER;
  }
});

/** What the registry reads from its environment. */
export const registryConfig = baseConfig.omit({ INTERNAL_KEY_FILE: true, INTERNAL_JWKS_FILE: true }).extend({
  PORT: baseConfig.shape.PORT.default(4010),
  DATABASE_URL: z.url().describe('PostgreSQL database of the registry'),
  ROOT_KEY_FILE: z
    .string()
    .min(1)
    .describe('a file with the key that may do everything, and with which other keys are made'),
  GATEWAY_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('a file with a key for gateways: it may poll Uplink and report usage, of all graphs'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://localhost:4010')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('where people find the pages of the registry; Rover prints links to it'),
  BROKEN_PUBLICATION: z
    .enum(['refuse', 'store'])
    .default('refuse')
    .describe('what becomes of a publication that breaks a variant that composes'),
  MAX_BODY_BYTES: seconds.max(268_435_456).default(10_485_760).describe('largest request'),
  RATE_LIMIT_PER_MINUTE: seconds.max(1_000_000).default(600).describe('requests from one address in a minute'),
  COMPOSE_WITHIN_SECONDS: seconds.max(600).default(25).describe('a composition that takes longer is given up'),
  LINT_LEVELS: lintLevels
    .prefault('')
    .describe('lint rules that weigh otherwise than they do: RULE=error,RULE=warning,RULE=ignored'),
  USAGE_RETENTION_DAYS: seconds.max(3_660).default(90).describe('how long usage is kept'),
  MAX_REPORT_BYTES: seconds.max(67_108_864).default(8_388_608).describe('largest usage report, as it is sent'),
  MAX_REPORT_INFLATED_BYTES: seconds
    .max(268_435_456)
    .default(33_554_432)
    .describe('largest usage report, once it is no longer compressed'),
  UPLINK_POLL_SECONDS: seconds.max(3_600).default(2).describe('how often gateways are told to ask for a new launch'),
});

export type RegistryConfig = Readonly<z.infer<typeof registryConfig>>;
