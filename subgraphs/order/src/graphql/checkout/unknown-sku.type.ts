import { DomainErrorType } from '@cardstock/service';
import { Field, ID, ObjectType } from 'type-graphql';
import type { UnknownSkuRefusal } from '../../application/checkout/checkout-outcomes.ts';

@ObjectType('UnknownSku', { implements: DomainErrorType, description: 'Some SKUs are not sold here.' })
export class UnknownSkuType extends DomainErrorType {
  @Field(() => [ID], { description: 'The SKUs.' })
  skus!: readonly string[];
}

export const unknownSku = ({ code, skus }: UnknownSkuRefusal): UnknownSkuType =>
  Object.assign(new UnknownSkuType(), { code, skus, message: `Not sold here: ${skus.join(', ')}.` });
