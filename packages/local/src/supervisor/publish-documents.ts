import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../project.ts';
import { askRegistry } from './ask-registry.ts';
import { GRAPH_REF } from './environment.ts';
import type { Platform } from './platform.ts';

const MANIFEST = join(PROJECT, 'schema', 'trusted-documents.json');

const LIST = `query TrustedDocuments($graph: ID!, $variant: String!) {
  graph(id: $graph) { variant(name: $variant) { persistedQueryList { id } } }
}`;
const PUBLISH = `mutation PublishTrustedDocuments($graph: ID!, $list: ID!, $operations: [PersistedQueryInput!]) {
  graph(id: $graph) {
    persistedQueryList(id: $list) {
      publishOperations(operations: $operations) { ... on PermissionError { message } ... on CannotModifyOperationBodyError { message } }
    }
  }
}`;

interface Manifest {
  readonly operations: readonly { id: string; name: string; type: string; body: string }[];
}
interface Listed {
  readonly graph: { readonly variant: { readonly persistedQueryList: { readonly id: string } } };
}
interface Published {
  readonly graph: { readonly persistedQueryList: { readonly publishOperations: { readonly message?: string } } };
}

/** Publishes the trusted documents of this checkout: a check counts them as used, whether or not anybody ran them. */
export const publishDocuments = async (platform: Platform): Promise<void> => {
  const [graph, variant] = GRAPH_REF.split('@');
  const { operations } = JSON.parse(await readFile(MANIFEST, 'utf8')) as Manifest;
  const listed = await askRegistry<Listed>(platform, LIST, { graph, variant });
  const { graph: published } = await askRegistry<Published>(platform, PUBLISH, {
    graph,
    list: listed.graph.variant.persistedQueryList.id,
    operations: operations.map(({ type, ...operation }) => ({ ...operation, type: type.toUpperCase() })),
  });
  const { message } = published.persistedQueryList.publishOperations;
  if (message) throw new Error(message);
};
