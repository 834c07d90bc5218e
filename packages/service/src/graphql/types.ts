import 'reflect-metadata';
import { GraphQLDateTime, GraphQLJSON, GraphQLUUID } from 'graphql-scalars';
import { Directive, Field, Int, InterfaceType, ObjectType } from 'type-graphql';

export { GraphQLDateTime as DateTime, GraphQLJSON as JSONScalar, GraphQLUUID as UUID };

@Directive('@shareable')
@ObjectType('Money', { description: 'Amount in minor units (cents) and ISO 4217 currency.' })
export class MoneyType {
  @Field(() => Int, { description: 'Minor units: 1999 is 19.99.' })
  amount!: number;

  @Field(() => String, { description: 'ISO 4217 code, such as USD.' })
  currency!: string;
}

@InterfaceType('DomainError', {
  description: 'Every expected refusal: an answer, not a failure.',
  autoRegisterImplementations: false,
})
export abstract class DomainErrorType {
  @Field(() => String, { description: 'Stable name of the refusal, for programs.' })
  code!: string;

  @Field(() => String, { description: 'What happened, for people.' })
  message!: string;
}
