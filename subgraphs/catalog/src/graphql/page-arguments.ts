import { Arg, Int } from 'type-graphql';

export const First = (): ParameterDecorator =>
  Arg('first', () => Int, {
    nullable: true,
    defaultValue: 20,
    description: 'How many, 1 to 100.',
  }) as ParameterDecorator;

export const After = (): ParameterDecorator =>
  Arg('after', () => String, {
    nullable: true,
    description: 'Cursor after which the page begins.',
  }) as ParameterDecorator;
