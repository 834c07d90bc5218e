import { type GraphQLInputType, getNamedType, getNullableType, isInputObjectType, isListType } from 'graphql';
import { isRecord } from '../is-record.ts';
import type { CostModel } from './cost-model.ts';

/** What it costs to take a value in: an input object weighs 1, a scalar nothing, unless `@cost` says otherwise. */
export const inputCost = (type: GraphQLInputType, value: unknown, model: CostModel, weight?: number): number => {
  const nullable = getNullableType(type);
  if (value === undefined || value === null) return 0;
  if (isListType(nullable) && Array.isArray(value)) {
    return value.reduce((sum: number, item) => sum + inputCost(nullable.ofType, item, model, weight), 0);
  }
  const named = getNamedType(type);
  const own = weight ?? model.weights.get(named.name) ?? (isInputObjectType(named) ? 1 : 0);
  if (!isInputObjectType(named) || !isRecord(value)) return own;
  return Object.values(named.getFields()).reduce(
    (sum, field) =>
      sum + inputCost(field.type, value[field.name], model, model.weights.get(`${named.name}.${field.name}`)),
    own,
  );
};
