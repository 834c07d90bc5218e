import type { BoundEndpoint } from '../bind-endpoints.ts';
import type { Input } from '../inputs.ts';
import { type Components, described, type JsonSchema } from './components.ts';
import { inputSchema, parameterSchema } from './input-schema.ts';
import { responsesOf } from './responses.ts';

/** Of the operation's name, without what sets it apart from those of other clients. */
const operationIdOf = ({ operation, endpoint }: BoundEndpoint): string => {
  const name = (operation.name?.value ?? endpoint.document).replace(/^Rest/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
};

const parameterOf = (input: Input, components: Components): JsonSchema => {
  const { name, type, isRequired, defaultValue, description } = input;
  const parameter = {
    name,
    in: input.in,
    required: isRequired,
    schema: parameterSchema(type, defaultValue, components),
  };
  return described(parameter, description);
};

const bodyOf = (inputs: readonly Input[], components: Components): JsonSchema => {
  const properties = inputs.map(
    ({ name, type, description }) => [name, described(inputSchema(type, components), description)] as const,
  );
  const schema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: inputs.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    additionalProperties: false,
  };
  return { required: true, content: { 'application/json': { schema } } };
};

/** A mutation without a key of its own is repeatable by the gateway's. */
const keyOf = ({ endpoint, inputs }: BoundEndpoint): readonly JsonSchema[] =>
  endpoint.method === 'POST' && !inputs.some((input) => input.in === 'header') && endpoint.tag !== 'sessions'
    ? [{ $ref: '#/components/parameters/IdempotencyKey' }]
    : [];

/** What an OpenAPI document says of one endpoint. */
export const operationOf = (bound: BoundEndpoint, components: Components): JsonSchema => {
  const { endpoint, inputs, result } = bound;
  const inBody = inputs.filter((input) => input.in === 'body');
  const parameters = inputs.filter((input) => input.in !== 'body').map((input) => parameterOf(input, components));
  return {
    operationId: operationIdOf(bound),
    tags: [endpoint.tag],
    ...(result.description ? { summary: result.description } : {}),
    security: endpoint.needsLogin ? [{ accessToken: [] }] : [{}, { accessToken: [] }],
    parameters: [...parameters, ...keyOf(bound)],
    ...(inBody.length > 0 ? { requestBody: bodyOf(inBody, components) } : {}),
    responses: responsesOf(bound, components),
  };
};
