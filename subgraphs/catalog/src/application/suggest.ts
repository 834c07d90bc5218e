import { badUserInput } from '@cardstock/service';
import type { ProductSearch, SuggestionView } from './read.ports.ts';

const MAX_PREFIX_LENGTH = 100;
const MAX_SUGGESTIONS = 20;

export type Suggest = (prefix: string, first: number) => Promise<readonly SuggestionView[]>;

/** What could be meant by the beginning of a search; for anyone. Throws BAD_USER_INPUT. */
export const makeSuggest =
  ({ suggest }: Pick<ProductSearch, 'suggest'>): Suggest =>
  async (prefix, first) => {
    if (prefix.length > MAX_PREFIX_LENGTH) {
      throw badUserInput({ field: 'prefix', message: `must not be longer than ${MAX_PREFIX_LENGTH} characters` });
    }
    if (first < 1 || first > MAX_SUGGESTIONS) {
      throw badUserInput({ field: 'first', message: `must be between 1 and ${MAX_SUGGESTIONS}` });
    }
    return suggest(prefix, first);
  };
