import { z } from 'zod';

type Schema = Readonly<Record<string, unknown>>;
interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Record<string, Response> }>>>>;
  readonly components: { readonly schemas: Record<string, Schema>; readonly responses: Record<string, Response> };
}

export type Contract = OpenApi;

interface Given {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export const loadContract = async (url: string): Promise<Contract> =>
  JSON.parse((await (await fetch(url)).text()).replaceAll('#/components/schemas/', '#/$defs/')) as OpenApi;

const operationFor = ({ paths }: Contract, { method, path }: Given) => {
  const [plain = ''] = path.split('?');
  const matches = Object.keys(paths).filter((template) =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  );
  const [template = ''] = matches.toSorted((one, other) => one.split('{').length - other.split('{').length);
  return paths[template]?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
};

/** What is merged is one object; what an answer has must be told of. Clients, for whom the schemas are open, need not mind. */
const strict = (schema: unknown, schemas: Record<string, Schema>): unknown => {
  if (Array.isArray(schema)) return schema.map((item) => strict(item, schemas));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { allOf, ...rest } = schema as { readonly allOf?: readonly Schema[] } & Schema;
  if (allOf) {
    const parts = allOf.map(({ $ref, ...own }) => ($ref ? (schemas[String($ref).replace('#/$defs/', '')] ?? {}) : own));
    const properties = Object.assign({}, ...parts.map((part) => part['properties']));
    const required = parts.flatMap((part) => (part['required'] ?? []) as string[]);
    return strict({ type: 'object', properties, required }, schemas);
  }
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, strict(value, schemas)]));
  return inner['type'] === 'object' && 'properties' in inner ? { ...inner, additionalProperties: false } : inner;
};

const JSON_TYPE = 'application/json';

/** Throws where an answer is none of those that the document tells of. */
export const checkContract = (contract: Contract, given: Given): void => {
  const { schemas, responses } = contract.components;
  const operation = operationFor(contract, given);
  const type = given.headers.get('content-type')?.split(';')[0] ?? '';
  // What is no operation of the document is a problem like any other.
  const told = operation?.responses[given.status] ?? operation?.responses['default'] ?? responses['Problem'];
  const response = told?.$ref ? responses[told.$ref.split('/').at(-1) ?? ''] : told;
  if (given.status === 304 || given.body === undefined) return;
  const schema = response?.content?.[type]?.schema;
  if (!schema) throw new Error(`${given.method} ${given.path}: no ${given.status} of ${type} is told of`);
  const [checked, $defs] =
    type === JSON_TYPE ? [strict(schema, schemas) as Schema, strict(schemas, schemas)] : [schema, schemas];
  const { error } = z.fromJSONSchema({ ...checked, $defs } as never).safeParse(given.body);
  if (error) throw new Error(`${given.method} ${given.path} breaks the contract: ${z.prettifyError(error)}`);
};
