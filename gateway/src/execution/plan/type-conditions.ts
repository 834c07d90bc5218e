import { type GraphQLSchema, isAbstractType } from 'graphql';

/** Whether an object of this type meets a type condition. */
export type MeetsCondition = (typename: string) => boolean;

/** Type conditions of one schema, each looked up once. */
export const makeTypeConditions = (schema: GraphQLSchema): ((condition: string) => MeetsCondition) => {
  const known = new Map<string, ReadonlySet<string>>();
  const namesUnder = (condition: string): ReadonlySet<string> => {
    const type = schema.getType(condition);
    if (!type || !isAbstractType(type)) return new Set([condition]);
    const { objects, interfaces } = schema.getImplementations(type as never);
    const members = 'getTypes' in type ? type.getTypes() : [...objects, ...interfaces];
    return new Set([condition, ...members.map(({ name }) => name)]);
  };
  return (condition) => {
    const names = known.get(condition) ?? namesUnder(condition);
    known.set(condition, names);
    return (typename) => names.has(typename);
  };
};

export type TypeConditions = ReturnType<typeof makeTypeConditions>;
