import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { GatewayConfig } from '../config.ts';

/** Of the keys under which Apollo Server keeps documents. */
export const APQ_PREFIX = 'apq:';

/** The format that Apollo's clients and `rover persisted-queries publish` know. */
const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), body: z.string().min(1) })),
});

/** The documents that this deployment's own clients send, by their id: the SHA-256 of their text. */
export type TrustedDocuments = ReadonlyMap<string, string>;

const idOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** Throws where the file is missing, is no manifest, or gives a document an id that is not its hash. */
const readManifest = async (file: string): Promise<TrustedDocuments> => {
  const { operations } = manifest.parse(JSON.parse(await readFile(file, 'utf8')));
  const wrong = operations.find(({ id, body }) => idOf(body) !== id);
  if (wrong) throw new Error(`the document "${wrong.id}" of ${file} (TRUSTED_DOCUMENTS_FILE) has another hash`);
  return new Map(operations.map(({ id, body }) => [id, body]));
};

const notTrusted = (): GraphQLError =>
  new GraphQLError('This gateway takes only documents that were registered with it. Name one by its id.', {
    extensions: { code: 'DOCUMENT_NOT_TRUSTED', http: { status: 403 } },
  });

/** Throws a GraphQLError (DOCUMENT_NOT_TRUSTED) for a document that may not be run here. */
export type RequireTrusted = (source: string) => void;

export const makeRequireTrusted =
  ({ TRUSTED_DOCUMENTS }: Pick<GatewayConfig, 'TRUSTED_DOCUMENTS'>, trusted: TrustedDocuments): RequireTrusted =>
  (source) => {
    if (TRUSTED_DOCUMENTS === 'only' && !trusted.has(idOf(source))) throw notTrusted();
  };

/** The manifest, where this deployment has one. */
export const loadTrustedDocuments = async (
  config: Pick<GatewayConfig, 'TRUSTED_DOCUMENTS' | 'TRUSTED_DOCUMENTS_FILE'>,
): Promise<TrustedDocuments> =>
  config.TRUSTED_DOCUMENTS === 'off' ? new Map() : readManifest(config.TRUSTED_DOCUMENTS_FILE);
