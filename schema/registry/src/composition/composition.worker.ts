import { parentPort } from 'node:worker_threads';
import { compose, type SubgraphSdl } from '../domain/composition.ts';

/** One question at a time: the subgraphs, answered by what they compose to. */
parentPort?.on('message', (subgraphs: readonly SubgraphSdl[]) => parentPort?.postMessage(compose(subgraphs)));
