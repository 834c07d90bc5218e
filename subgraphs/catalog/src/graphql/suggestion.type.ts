import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { SuggestionView } from '../application/read.ports.ts';
import { enumOf } from './enum.ts';

export const SuggestionKindEnum = enumOf(['PRODUCT', 'SET'] as const);
registerEnumType(SuggestionKindEnum, {
  name: 'SuggestionKind',
  description: 'What is suggested.',
  valuesConfig: {
    PRODUCT: { description: 'The name of a product: search for it.' },
    SET: { description: 'The name of a set: filter by it, or search for it.' },
  },
});

@ObjectType('Suggestion', { description: 'What the beginning of a search could mean.' })
export class SuggestionType {
  @Field(() => SuggestionKindEnum, { description: 'Whether it names a product or a set.' })
  kind!: SuggestionView['kind'];

  @Field(() => String, { description: 'The name.' })
  text!: string;
}
