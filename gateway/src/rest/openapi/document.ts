import type { Graph } from '../../graph/graph.ts';
import type { PublicAddress } from '../../http/public-address.ts';
import type { BoundEndpoint } from '../bind-endpoints.ts';
import { BASE_PATH, TAGS } from '../endpoints.ts';
import { type JsonSchema, makeComponents } from './components.ts';
import { operationOf } from './operation.ts';
import { INFO, OWN_PARAMETERS, OWN_RESPONSES, OWN_SCHEMAS, SECURITY_SCHEMES } from './shared.ts';

export type OpenApiDocument = Readonly<Record<string, unknown>>;

const sorted = (schemas: Iterable<readonly [string, JsonSchema]>): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries([...schemas].toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** The OpenAPI 3.1 document of what a graph offers. */
export const openApiDocument = (
  endpoints: readonly BoundEndpoint[],
  { origin, prefix }: PublicAddress,
): OpenApiDocument => {
  const components = makeComponents();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const bound of endpoints) {
    const { path, method } = bound.endpoint;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(bound, components) };
  }
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: `${origin}${prefix}${BASE_PATH}` }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: sorted([...Object.entries(OWN_SCHEMAS), ...components.schemas]),
      responses: OWN_RESPONSES,
      parameters: OWN_PARAMETERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
};

/** Makes the document once per graph; only its server differs from request to request. */
export const makeOpenApiOf = (
  endpointsOf: (graph: Graph) => readonly BoundEndpoint[],
): ((graph: Graph, address: PublicAddress) => OpenApiDocument) => {
  const known = new WeakMap<Graph, OpenApiDocument>();
  return (graph, { origin, prefix }) => {
    const document = known.get(graph) ?? openApiDocument(endpointsOf(graph), { origin: '', prefix: '' });
    known.set(graph, document);
    return { ...document, servers: [{ url: `${origin}${prefix}${BASE_PATH}` }] };
  };
};
