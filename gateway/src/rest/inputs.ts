import {
  type ASTNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  Kind,
  TypeInfo,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DocumentedEndpoint } from './documents.ts';

export const KEY_HEADER = 'Idempotency-Key';
const KEY_VARIABLE = 'idempotencyKey';

/** A variable of a document, as a client of the REST API gives it. */
export interface Input {
  /** Of the variable. */
  readonly variable: string;
  /** As a client knows it. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  readonly type: GraphQLInputType;
  readonly isRequired: boolean;
  readonly defaultValue: unknown;
  readonly description: string | undefined;
  /** The argument or input field that takes it: subgraphs call it by this name. */
  readonly usedAs: string;
}

interface Use {
  readonly usedAs: string;
  readonly description: string | undefined;
}

const useAt = (parent: ASTNode | undefined, types: TypeInfo): Use | undefined => {
  if (parent?.kind === Kind.ARGUMENT) {
    const argument = types.getArgument();
    return { usedAs: parent.name.value, description: argument?.description ?? undefined };
  }
  if (parent?.kind !== Kind.OBJECT_FIELD) return undefined;
  const holder = getNamedType(types.getParentInputType());
  const fields = isInputObjectType(holder) ? holder.getFields() : {};
  return { usedAs: parent.name.value, description: fields[parent.name.value]?.description ?? undefined };
};

/** What takes each variable: the schema says what it is for. */
const usesIn = ({ document }: DocumentedEndpoint, schema: GraphQLSchema): ReadonlyMap<string, Use> => {
  const uses = new Map<string, Use>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Variable: ({ name }, _key, parent) => {
        const use = Array.isArray(parent) ? undefined : useAt(parent as ASTNode | undefined, types);
        if (use && !uses.has(name.value)) uses.set(name.value, use);
      },
    }),
  );
  return uses;
};

const placeOf = (variable: string, { method, path }: DocumentedEndpoint['endpoint']): Input['in'] => {
  if (path.includes(`{${variable}}`)) return 'path';
  if (variable === KEY_VARIABLE) return 'header';
  return method === 'GET' ? 'query' : 'body';
};

/** What a client gives an endpoint: the variables of its document. */
export const inputsOf = (one: DocumentedEndpoint, schema: GraphQLSchema): readonly Input[] => {
  const uses = usesIn(one, schema);
  const toInput = ({ variable, type: typeNode, defaultValue }: VariableDefinitionNode): Input => {
    const name = variable.name.value;
    const type = typeFromAST(schema, typeNode as never) as unknown as GraphQLInputType;
    const place = placeOf(name, one.endpoint);
    const { usedAs = name, description } = uses.get(name) ?? {};
    return {
      variable: name,
      name: place === 'header' ? KEY_HEADER : name,
      in: place,
      type,
      isRequired: isNonNullType(type) && defaultValue === undefined,
      defaultValue: defaultValue && valueFromAST(defaultValue, type),
      description,
      usedAs,
    };
  };
  return (one.operation.variableDefinitions ?? []).map(toInput);
};
