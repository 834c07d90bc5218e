import { ArrayMaxSize, Length, Matches } from 'class-validator';

/** Longer than any code of ours. */
export const MAX_CODE_LENGTH = 40;
const MAX_CODES = 5;

/** A few promotion codes as people type them. What is no code of ours is found out later: it is a refusal, no bad request. */
export const EachCode = (): PropertyDecorator => (target, property) => {
  const name = String(property);
  ArrayMaxSize(MAX_CODES)(target, name);
  Length(1, MAX_CODE_LENGTH, { each: true })(target, name);
  Matches(/^[^\p{Cc}\p{Cs}]*$/u, { each: true, message: `each of ${name} must be one line of text` })(target, name);
};
