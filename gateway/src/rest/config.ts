import { z } from 'zod';

/** The REST facade at /api/v1. */
export const restConfig = {
  REST_API: z.enum(['on', 'off']).default('on').describe('whether there is a REST API at /api/v1'),
  REST_DOCUMENTS: z.string().min(1).default('schema/operations/rest').describe('the documents that it is made of'),
  REST_DOCS: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe('whether browsers get Swagger UI at /api/v1/docs; auto: except in production'),
};
