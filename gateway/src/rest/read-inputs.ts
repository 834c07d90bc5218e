import {
  coerceInputValue,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isScalarType,
} from 'graphql';
import { z } from 'zod';
import type { Input } from './inputs.ts';

/** What is wrong with one thing that a client gave. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What came with a request, by place. */
export type Given = Readonly<Record<Input['in'], Readonly<Record<string, unknown>>>>;

type Read =
  | { readonly variables: Readonly<Record<string, unknown>> }
  | { readonly problems: readonly [FieldProblem, ...FieldProblem[]] };

const WHOLE = /^-?\d{1,15}$/;

/** Texts of URLs and headers as values of a type; what cannot be one stays a text, and is refused with all others. */
const fromText = (text: unknown, type: GraphQLInputType): unknown => {
  const plain = getNullableType(type);
  if (isListType(plain)) return (Array.isArray(text) ? text : [text]).map((item) => fromText(item, plain.ofType));
  if (typeof text !== 'string') return text;
  if (getNamedType(plain).name === 'Int' && WHOLE.test(text)) return Number(text);
  if (getNamedType(plain).name === 'Boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};

/** Scalars whose form the graph that clients see does not know. */
const FORMS: Readonly<Record<string, { readonly form: z.ZodType; readonly message: string }>> = {
  DateTime: { form: z.iso.datetime({ offset: true }), message: 'must be a time such as 2026-01-31T12:00:00Z' },
  UUID: { form: z.guid(), message: 'must be a UUID' },
};

const LEAVES: readonly (readonly [RegExp, string])[] = [
  [/^Int cannot/, 'must be a whole number of at most 32 bits'],
  [/^Boolean cannot/, 'must be true or false'],
  [/^(String|ID) cannot/, 'must be a text'],
  [/^Expected type "[^"]+" to be an object/, 'must be an object'],
  [/non-nullable type/, 'must not be null'],
];

/** What graphql-js says of a value, in words for those who know no GraphQL, and without a guess at what was meant. */
const messageOf = (said: string, type: GraphQLInputType): string => {
  const [, name] = /enum/i.test(said) ? (/"(\w+)" enum/.exec(said) ?? []) : [];
  const named = getNamedType(type);
  if (isEnumType(named))
    return `must be one of ${named
      .getValues()
      .map((value) => value.name)
      .join(', ')}`;
  if (name) return `is no value of ${name}`;
  return LEAVES.find(([form]) => form.test(said))?.[1] ?? said.replace(/ Did you mean .*$/s, '');
};

const MISSING = /^Field "(\w+)" of required type "[^"]+" was not provided\.$/;
const UNKNOWN = /^Field "(\w+)" is not defined by type/;

/** What graphql-js says of a part of a value, with the field named. */
const problemOf = ({ name, type }: Input, path: readonly (string | number)[], said: string): FieldProblem => {
  const at = (...more: readonly string[]) => [name, ...path, ...more].join('.');
  const [, missing] = MISSING.exec(said) ?? [];
  if (missing) return { field: at(missing), message: 'is missing' };
  const [, unknown] = UNKNOWN.exec(said) ?? [];
  if (unknown) return { field: at(unknown), message: 'is not known here' };
  return { field: at(), message: messageOf(said, type) };
};

const problemsOfForm = (name: string, value: unknown, type: GraphQLInputType): readonly FieldProblem[] => {
  const named = getNamedType(type);
  const form = isScalarType(named) ? FORMS[named.name] : undefined;
  if (!form || value === null) return [];
  const isRight = (item: unknown) => form.form.safeParse(item).success;
  return (Array.isArray(value) ? value.every(isRight) : isRight(value)) ? [] : [{ field: name, message: form.message }];
};

const readOne = (
  input: Input,
  given: unknown,
): { readonly value?: unknown; readonly problems: readonly FieldProblem[] } => {
  const { name, type, isRequired } = input;
  if (given === undefined) return { problems: isRequired ? [{ field: name, message: 'is missing' }] : [] };
  const value = input.in === 'body' ? given : fromText(given, type);
  const problems: FieldProblem[] = [];
  coerceInputValue(value, type, (path, _invalid, { message }) => void problems.push(problemOf(input, path, message)));
  return { value, problems: problems.length > 0 ? problems : problemsOfForm(name, value, type) };
};

/** Names that a client gave and that nothing here has. */
const strangers = (inputs: readonly Input[], given: Given): readonly FieldProblem[] =>
  (['query', 'body'] as const).flatMap((place) => {
    const known = new Set(inputs.filter((input) => input.in === place).map(({ name }) => name));
    return Object.keys(given[place])
      .filter((name) => !known.has(name))
      .map((field) => ({ field, message: 'is not known here' }));
  });

/** The variables of an endpoint's document, or everything that is wrong with what was given. */
export const readInputs = (inputs: readonly Input[], given: Given): Read => {
  const read = inputs.map((input) => {
    const name = input.in === 'header' ? input.name.toLowerCase() : input.name;
    const values = given[input.in];
    return { input, ...readOne(input, Object.hasOwn(values, name) ? values[name] : undefined) };
  });
  const [first, ...more] = [...strangers(inputs, given), ...read.flatMap(({ problems }) => problems)];
  if (first) return { problems: [first, ...more] };
  const known = read.filter(({ value }) => value !== undefined);
  return { variables: Object.fromEntries(known.map(({ input, value }) => [input.variable, value])) };
};

/** What a subgraph calls an argument, as the client of an endpoint gave it: arguments of inputs are members of the body. */
export const nameAsGiven = (field: string, inputs: readonly Input[]): string => {
  const [first, ...rest] = field.replace(/^(input|filter)\./, '').split('.');
  if (first === 'input') return 'body';
  const input = inputs.find(({ usedAs }) => usedAs === first);
  return [input?.name ?? first, ...rest].join('.');
};
