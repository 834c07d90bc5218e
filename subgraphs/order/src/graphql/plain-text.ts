import { Length, Matches } from 'class-validator';

// PostgreSQL's jsonb can hold neither NUL nor half a surrogate pair; nor is anything else of their kind ever typed.
const TEXT = /^(?:[^\p{Cc}\p{Cs}]|\s)*$/u;
const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;

const matching =
  (pattern: RegExp, what: string) =>
  (least: number, most: number): PropertyDecorator =>
  (target, property) => {
    const name = String(property);
    Length(least, most)(target, name);
    Matches(pattern, { message: `${name} must be ${what}` })(target, name);
    if (least > 0) Matches(/\S/, { message: `${name} must say something` })(target, name);
  };

/** A text of so many characters, of as many lines as a person likes. */
export const PlainText = matching(TEXT, 'plain text');

/** A text of one line, as it is printed on a parcel or in a list. */
export const OneLine = matching(ONE_LINE, 'one line of text');
