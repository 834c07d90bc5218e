import { CachedFor } from '@cardstock/service';
import { Arg, Directive, Int, Query, Resolver } from 'type-graphql';
import type { Suggest } from '../application/suggest.ts';
import { SuggestionType } from './suggestion.type.ts';

/** Seconds. New names may come later here than elsewhere. */
const STORED_FOR = 60;

@Resolver(() => SuggestionType)
export class SuggestionResolver {
  constructor(private readonly suggestNames: Suggest) {}

  @CachedFor(STORED_FOR)
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Query(() => [SuggestionType], {
    description:
      'Names of products and sets for what is being typed: those that begin so, then those with a word that does.',
  })
  async suggest(
    @Arg('prefix', () => String, { description: 'What has been typed so far. At most 100 characters.' }) prefix: string,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, 1 to 20.' }) first:
      | number
      | null,
  ): Promise<readonly SuggestionType[]> {
    return this.suggestNames(prefix, first ?? 10);
  }
}
