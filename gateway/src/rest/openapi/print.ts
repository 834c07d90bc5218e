import { loadGraph } from '../../graph/graph.ts';
import { bindEndpoints } from '../bind-endpoints.ts';
import { loadEndpoints } from '../documents.ts';
import { openApiDocument } from './document.ts';

/** The text of the OpenAPI document of a supergraph. Throws where it lacks what an endpoint asks for. */
export const printOpenApi = async (supergraphSdl: string, documents: string): Promise<string> => {
  const { clientSchema } = await loadGraph(supergraphSdl);
  const { bound, unfit } = bindEndpoints(await loadEndpoints(documents), clientSchema);
  const [first] = unfit;
  if (first) throw new Error(`${first.endpoint.method} ${first.endpoint.path}: ${first.problem}`);
  return `${JSON.stringify(openApiDocument(bound, { origin: '', prefix: '' }), undefined, 2)}\n`;
};
