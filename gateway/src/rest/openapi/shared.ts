import type { JsonSchema } from './components.ts';

const text = (description: string): JsonSchema => ({ type: 'string', description });

const FIELD_PROBLEM: JsonSchema = {
  type: 'object',
  properties: { field: text('Its name, with dots into objects and lists.'), message: text('What is wrong with it.') },
  required: ['field', 'message'],
};

/** Schemas that are ours and not the graph's. */
export const OWN_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Problem: {
    type: 'object',
    description:
      'Why there is no answer (RFC 9457). The codes are those of the GraphQL API; what each carries is beside them.',
    properties: {
      type: text('Names the kind of problem; there is nothing to fetch at it.'),
      title: text('The words of the status.'),
      status: { type: 'integer', description: 'The status of the answer.' },
      code: text('Stable name of the problem, for programs.'),
      detail: text('What happened, for people.'),
      requestId: text('Finds the request in our log; the same as the header x-request-id.'),
      fields: {
        type: 'array',
        items: FIELD_PROBLEM,
        description: 'What is wrong with the request, with BAD_USER_INPUT.',
      },
      retryAfterSeconds: { type: 'integer', description: 'When to try again, where it is known.' },
    },
    required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  },
  Warning: {
    type: 'object',
    description: 'A part of a resource that is null because it could not be had.',
    properties: {
      pointer: text('Where it is in the body: a JSON pointer (RFC 6901).'),
      code: text('Why, for programs: the code that the problem would have.'),
      detail: text('Why, for people.'),
    },
    required: ['pointer', 'code', 'detail'],
  },
};

const problem = (description: string): JsonSchema => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

export const OWN_RESPONSES: Readonly<Record<string, JsonSchema>> = {
  BadRequest: problem('The request is wrong: `fields` says where.'),
  Unauthenticated: problem(
    'There is no login where one is needed, or the access token is malformed, expired or not ours.',
  ),
  NotFound: problem('There is no such thing, or it is not yours.'),
  RateLimited: problem('Too many requests: `Retry-After` says when to go on.'),
  Unavailable: problem('A service does not answer. Try again in a moment.'),
  Problem: problem('Anything else that went wrong.'),
};

export const OWN_PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Chosen by the client: the same request with the same key is done once, however often it is sent.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
};

export const SECURITY_SCHEMES: Readonly<Record<string, JsonSchema>> = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a session: POST /sessions, or the mutation `login`.',
  },
};

export const INFO: JsonSchema = {
  title: 'Cardstock REST API',
  version: '1.0.0',
  description:
    'The journey of a customer for clients that need REST: each endpoint runs an operation of the GraphQL API, with the same rights, limits and errors. Lists are paged by cursor: follow `Link: rel="next"`. Amounts are in minor units.',
  license: { name: 'MIT', identifier: 'MIT' },
};
