import { IsOptional } from 'class-validator';
import { Field } from 'type-graphql';

/** What a field may hold is checked where the command is handled, for every way in. */
export const Given =
  (type: () => unknown, description: string, nullable = true): PropertyDecorator =>
  (target, key) => {
    IsOptional()(target, key as string);
    Field(type as () => typeof String, { nullable, description })(target, key);
  };
