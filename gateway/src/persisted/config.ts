import { z } from 'zod';

/** Documents that clients name by their hash instead of sending them. */
export const persistedConfig = {
  TRUSTED_DOCUMENTS: z
    .enum(['off', 'allow', 'only'])
    .default('off')
    .describe('whether documents of the manifest are known by their id, and whether any others are taken'),
  TRUSTED_DOCUMENTS_FILE: z.string().min(1).default('schema/trusted-documents.json').describe('the manifest'),
  PERSISTED_DOCUMENT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(7)
    .describe('how long a document that a client registered is kept'),
};
