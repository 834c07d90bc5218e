import type { GatewayConfig } from '../config.ts';
import { tooLarge } from '../errors/refusals.ts';
import type { RequireTrusted } from '../persisted/trusted-documents.ts';

/** Throws a GraphQLError for a document that is too long to be read, or may not be run here, before it is parsed. */
export type RequireReadable = (source: string) => void;

export const makeRequireReadable =
  (
    { MAX_DOCUMENT_CHARACTERS }: Pick<GatewayConfig, 'MAX_DOCUMENT_CHARACTERS'>,
    requireTrusted: RequireTrusted,
  ): RequireReadable =>
  (source) => {
    if (source.length > MAX_DOCUMENT_CHARACTERS) {
      throw tooLarge(`Its document has more than ${MAX_DOCUMENT_CHARACTERS} characters.`);
    }
    requireTrusted(source);
  };
