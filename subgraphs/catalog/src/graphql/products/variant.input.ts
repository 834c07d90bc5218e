import { ID, InputType, Int } from 'type-graphql';
import type { CardCondition } from '../../domain/product.ts';
import { CardConditionEnum } from '../product.enums.ts';
import { Given } from './given.ts';
import { PriceInput } from './price.input.ts';

@InputType('NewVariantInput', { description: 'A SKU, with all that is said of it.' })
export class NewVariantInput {
  @Given(() => ID, 'Letters, digits and . _ / + -, at most 100; no other product may ever have had it.', false)
  sku!: string;

  @Given(() => String, 'Name with all that tells this SKU from the others. At most 300 characters.', false)
  title!: string;

  @Given(() => String, 'Print run, such as First or Unlimited.')
  edition?: string | null;

  @Given(() => String, 'Kind of foil, such as Rainbow or Cold.')
  foiling?: string | null;

  @Given(() => CardConditionEnum, 'How worn it is; not given for what is sold new.')
  condition?: CardCondition | null;

  @Given(() => String, 'Language of the print (ISO 639-1).', false)
  language!: string;

  @Given(() => PriceInput, 'Price of one piece.', false)
  price!: PriceInput;

  @Given(() => Int, 'Weight of one piece in grams, at least 1.', false)
  weightGrams!: number;
}

@InputType('ChangeVariantInput', {
  description: 'What is to be said of a SKU. What is not given stays as it is; null empties what may be empty.',
})
export class ChangeVariantInput {
  @Given(() => String, 'Name with all that tells this SKU from the others. At most 300 characters.')
  title?: string | null;

  @Given(() => String, 'Print run, such as First or Unlimited.')
  edition?: string | null;

  @Given(() => String, 'Kind of foil, such as Rainbow or Cold.')
  foiling?: string | null;

  @Given(() => CardConditionEnum, 'How worn it is; null for what is sold new.')
  condition?: CardCondition | null;

  @Given(() => String, 'Language of the print (ISO 639-1).')
  language?: string | null;

  @Given(() => Int, 'Weight of one piece in grams, at least 1.')
  weightGrams?: number | null;
}
