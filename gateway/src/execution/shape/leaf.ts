import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';

type IsValid = (value: unknown) => boolean;

const INTEGER = /^-?(?:0|[1-9][0-9]*)$/;
const isText: IsValid = (value) => typeof value === 'string';
const isNumber: IsValid = (value) => Number.isFinite(value);
const isInteger: IsValid = (value) => typeof value === 'number' && INTEGER.test(String(value));

const BUILT_IN: Readonly<Record<string, IsValid>> = {
  [GraphQLString.name]: isText,
  [GraphQLBoolean.name]: (value) => typeof value === 'boolean',
  [GraphQLFloat.name]: isNumber,
  [GraphQLInt.name]: (value) => Number.isSafeInteger(value) || isInteger(value),
  [GraphQLID.name]: (value) => isText(value) || isInteger(value),
};

/** Whether a subgraph may answer a value for an enum or scalar; custom scalars are its own affair. */
export const leafCheck = (type: GraphQLLeafType): IsValid => {
  if (!isEnumType(type)) return BUILT_IN[type.name] ?? (() => true);
  const names = new Set(type.getValues().map(({ name }) => name));
  return (value) => names.has(value as string);
};
