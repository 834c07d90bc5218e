import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT } from '../project.ts';
import { askRegistry } from './ask-registry.ts';
import { GRAPH_REF } from './environment.ts';
import type { Platform } from './platform.ts';
import { SERVICES } from './services.ts';

const FOLDER = join(PROJECT, 'schema', 'subgraphs');
const ATTEMPTS = 5;
const RETRY_MS = 500;

const PUBLISH = `mutation PublishCheckout($graph: ID!, $variant: String!, $subgraphs: [SubgraphInput!]!) {
  graph(id: $graph) {
    publishSubgraphs(graphVariant: $variant, subgraphs: $subgraphs, removeOthers: true) { wasCreated wasUpdated }
  }
}`;

interface Answer {
  readonly graph: { readonly publishSubgraphs: Published | null } | null;
}
interface Published {
  readonly wasCreated: boolean;
  readonly wasUpdated: boolean;
}

/** The URL is the usual one, as in schema/supergraph.graphql: where a service listens here, the gateway is told apart. */
const urlOf = (name: string): string => {
  const port = SERVICES.find((service) => service.name === name)?.port;
  return `http://localhost:${port}/graphql`;
};

const readSubgraphs = async () => {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.graphql')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const name = basename(file, '.graphql');
      return { name, url: urlOf(name), sdl: await readFile(join(FOLDER, file), 'utf8') };
    }),
  );
};

const publishOnce = async (platform: Platform): Promise<boolean> => {
  const [graph, variant] = GRAPH_REF.split('@');
  const answer = await askRegistry<Answer>(platform, PUBLISH, { graph, variant, subgraphs: await readSubgraphs() });
  const published = answer.graph?.publishSubgraphs;
  if (!published) throw new Error('no answer');
  return published.wasCreated || published.wasUpdated;
};

/** Publishes the subgraphs of this checkout together. Tells whether that changed anything; the same again does not. */
export const publishSchema = async (platform: Platform, attempt = 1): Promise<boolean> => {
  try {
    return await publishOnce(platform);
  } catch (err) {
    if (attempt === ATTEMPTS) throw err;
    await pause(RETRY_MS);
    return publishSchema(platform, attempt + 1);
  }
};
