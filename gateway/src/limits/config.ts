import { z } from 'zod';

const limit = (value: number, [least, most]: readonly [least: number, most: number], what: string) =>
  z.coerce.number().int().min(least).max(most).default(value).describe(what);

/** How much one request may ask for. */
export const limitsConfig = {
  MAX_BODY_BYTES: limit(2_097_152, [1_024, 10_485_760], 'bytes of one request or message: a stock file of 1 MB fits'),
  MAX_DOCUMENT_CHARACTERS: limit(65_536, [1, 1_048_576], 'characters of one document'),
  MAX_TOKENS: limit(2_000, [10, 100_000], 'GraphQL tokens in one document'),
  MAX_DEPTH: limit(20, [1, 1_000], 'levels of fields in fields; a fragment is one, too'),
  MAX_ALIASES: limit(100, [1, 10_000], 'aliases in one document'),
  MAX_DIRECTIVES: limit(100, [1, 10_000], 'directives in one document'),
  MAX_ROOT_FIELDS: limit(20, [1, 1_000], 'fields at the top of one operation'),
  MAX_VALUES: limit(30_000, [1_000, 10_000_000], 'values in one answer, estimated'),
};
