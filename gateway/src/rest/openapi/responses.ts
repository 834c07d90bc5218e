import { GraphQLNonNull, getNullableType } from 'graphql';
import type { BoundEndpoint } from '../bind-endpoints.ts';
import type { Refusal, Result } from '../result.ts';
import { statusOfRefusal } from '../statuses.ts';
import { type Components, described, type JsonSchema } from './components.ts';
import { outputSchema, propertiesOf } from './output-schema.ts';

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const WARNINGS = {
  type: 'array',
  items: { $ref: '#/components/schemas/Warning' },
  description: 'What is null because it could not be had just now. Absent where nothing is missing.',
};

/** What is wrapped has its items in a member, so that more can be said beside them. */
const listSchema = (items: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { items, warnings: WARNINGS },
  required: ['items'],
});

const pageSchema = ({ properties, description }: JsonSchema): JsonSchema => {
  const { nodes, ...rest } = properties as Record<string, JsonSchema>;
  const all = { items: nodes, ...rest };
  const schema = { type: 'object', properties: { ...all, warnings: WARNINGS }, required: Object.keys(all) };
  return described(schema, description as string | undefined);
};

const resourceSchema = (schema: JsonSchema): JsonSchema => ({
  allOf: [schema, { type: 'object', properties: { warnings: WARNINGS } }],
});

const bodySchema = ({ kind, type, selections, fragments }: Result, components: Components): JsonSchema => {
  const present = new GraphQLNonNull(getNullableType(type));
  const schema = outputSchema(present, selections, { fragments, components });
  if (kind === 'list') return listSchema(schema);
  return kind === 'page' ? pageSchema(schema) : resourceSchema(schema);
};

const header = (description: string, type: string): JsonSchema => ({ description, schema: { type } });
const headersOf = ({ endpoint, result }: BoundEndpoint): JsonSchema => ({
  ...(result.kind === 'page'
    ? { Link: header('The first page and, where there is one, the next (RFC 8288).', 'string') }
    : {}),
  ...(endpoint.location ? { Location: header('Where the new resource is.', 'string') } : {}),
  ...(endpoint.method === 'GET'
    ? { ETag: header('Send it as If-None-Match to hear whether anything changed.', 'string') }
    : {}),
  'RateLimit-Remaining': header('What is left of the cost that may be asked for in a minute.', 'integer'),
});

const refusalSchema = ({ type, fields }: Refusal, { fragments }: Result, components: Components): JsonSchema =>
  components.refer(`${type.name}Problem`, () => {
    const { code, message, ...carried } = propertiesOf(type, fields, { fragments, components });
    const own = { type: 'object', properties: carried, required: Object.keys(carried) };
    return described({ allOf: [PROBLEM, own] }, type.description);
  });

/** The refusals of an endpoint as problems, by status. */
const refusalsOf = ({ result }: BoundEndpoint, components: Components): Readonly<Record<string, JsonSchema>> => {
  const byStatus = Map.groupBy(result.refusals, ({ type }) => String(statusOfRefusal(type.name)));
  const response = (refusals: readonly Refusal[]): JsonSchema => ({
    description: refusals.map(({ type }) => type.description ?? type.name).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: { anyOf: [...refusals.map((one) => refusalSchema(one, result, components)), PROBLEM] },
      },
    },
  });
  return Object.fromEntries([...byStatus].map(([status, refusals]) => [status, response(refusals)]));
};

const common = (name: string): JsonSchema => ({ $ref: `#/components/responses/${name}` });

/** What an endpoint may answer. */
export const responsesOf = (bound: BoundEndpoint, components: Components): JsonSchema => {
  const { endpoint, inputs, result } = bound;
  const success = {
    description: endpoint.status === 201 ? 'Done.' : 'Here it is.',
    headers: headersOf(bound),
    content: { 'application/json': { schema: bodySchema(result, components) } },
  };
  return {
    [endpoint.status ?? 200]: success,
    ...(endpoint.method === 'GET' ? { 304: { description: 'Nothing has changed since If-None-Match.' } } : {}),
    400: common('BadRequest'),
    401: common('Unauthenticated'),
    ...(inputs.some((input) => input.in === 'path') ? { 404: common('NotFound') } : {}),
    429: common('RateLimited'),
    503: common('Unavailable'),
    default: common('Problem'),
    ...refusalsOf(bound, components),
  };
};
