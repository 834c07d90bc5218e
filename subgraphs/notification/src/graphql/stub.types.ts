import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'Somebody with an account.' })
export class UserType {
  @Field(() => ID, { description: 'Identifies the user everywhere in the graph.' })
  id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Order', { description: 'What a customer ordered, and what became of it.' })
export class OrderType {
  @Field(() => ID, { description: 'Identifies the order everywhere in the graph.' })
  id!: string;
}
