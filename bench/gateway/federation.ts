import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { SUBGRAPHS } from '../federation/subgraphs.ts';
import { LOADS } from './loads.ts';
import { startSubgraphs } from './processes.ts';
import type { Scene } from './scene.ts';

const compose = (urls: Readonly<Record<string, string>>): string => {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(SUBGRAPHS).map(([name, { sdl }]) => ({ name, url: urls[name] ?? '', typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`the federation does not compose: ${errors?.join()}`);
  return supergraphSdl;
};

/** The well-known accounts, products, inventory and reviews, in one process. */
export const startFederation = async (folder: string): Promise<Scene> => {
  const subgraphs = await startSubgraphs();
  const supergraph = join(folder, 'federation.graphql');
  await writeFile(supergraph, compose(subgraphs.urls));
  return { supergraph, loads: LOADS, stop: () => subgraphs.stop() };
};
