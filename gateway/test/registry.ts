import { startTestRegistry, type TestRegistry } from '../../schema/registry/test/test-registry.ts';
import type { SmallSubgraph } from './small-subgraph.ts';

const KEY = `mutation { graph(id: "small") { createKey(name: "gateway", scope: READ) { text } } }`;
const PUBLISH = `mutation ($subgraphs: [SubgraphInput!]!) { graph(id: "small") {
  publishSubgraphs(graphVariant: "test", subgraphs: $subgraphs) { updatedGateway errors { message } } } }`;

interface Published {
  readonly graph: {
    readonly publishSubgraphs: { readonly updatedGateway: boolean; readonly errors: readonly unknown[] };
  };
}

/** Publishes subgraphs together; tells whether that made another supergraph. */
export const publish = async (registry: TestRegistry, subgraphs: readonly SmallSubgraph[]): Promise<boolean> => {
  const { data, errors } = await registry.ask<Published>(PUBLISH, {
    subgraphs: subgraphs.map(({ name, url, sdl }) => ({ name, url, sdl })),
  });
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return data.graph.publishSubgraphs.updatedGateway;
};

/** A registry that holds these subgraphs, and what a gateway reads from its environment to follow it. */
export const startRegistryOf = async (subgraphs: readonly SmallSubgraph[]) => {
  const registry = await startTestRegistry({ UPLINK_POLL_SECONDS: '1' });
  await publish(registry, subgraphs);
  const { data } = await registry.ask<{ graph: { createKey: { text: string } } }>(KEY);
  const environment = {
    REGISTRY_UPLINK_URLS: `${registry.url()}/uplink`,
    APOLLO_KEY: data.graph.createKey.text,
    APOLLO_GRAPH_REF: 'small@test',
  };
  return { registry, environment };
};
