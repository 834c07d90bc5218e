import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';

/** An endpoint with the document that answers it. */
export interface DocumentedEndpoint {
  readonly endpoint: Endpoint;
  readonly source: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Reads the document of every endpoint. Throws where one is missing or no GraphQL. */
export const loadEndpoints = (folder: string): Promise<readonly DocumentedEndpoint[]> =>
  Promise.all(
    ENDPOINTS.map(async (endpoint) => {
      const file = join(folder, `${endpoint.document}.graphql`);
      const source = (await readFile(file, 'utf8')).trim();
      const document = parse(source);
      const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
      if (!operation) throw new Error(`${file} holds no operation`);
      return { endpoint, source, document, operation };
    }),
  );
