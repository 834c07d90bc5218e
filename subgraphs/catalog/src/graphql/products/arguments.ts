import { Arg, ID, Int } from 'type-graphql';

/** The product that a mutation is about. */
export const ProductId = (): ParameterDecorator =>
  Arg('productId', () => ID, { description: 'The product.' }) as ParameterDecorator;

/** The version that an editor saw, for optimistic concurrency. */
export const ExpectedVersion = (): ParameterDecorator =>
  Arg('expectedVersion', () => Int, {
    nullable: true,
    description:
      'The version of the product that you saw. Where it has moved on, nothing is changed and the answer is ProductVersionConflict.',
  }) as ParameterDecorator;
