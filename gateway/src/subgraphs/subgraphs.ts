import type { ServiceMap } from '@apollo/gateway';
import type { InternalTokens, Logger, Readiness } from '@cardstock/service/core';
import { makeSubgraphSocket, type SubgraphSocket } from '../subscriptions/subgraph-socket.ts';
import type { Endpoints } from './endpoints.ts';
import { SubgraphDataSource } from './subgraph-data-source.ts';

interface SubgraphsOptions {
  readonly endpoints: Endpoints;
  readonly tokens: InternalTokens;
  readonly timeoutMs: number;
  readonly log: Logger;
}

interface Subgraph {
  readonly dataSource: SubgraphDataSource;
  readonly socket: SubgraphSocket;
}

const ANSWER_WITHIN_MS = 1_000;

/** The connections to all subgraphs, made as the supergraph names them. */
export class Subgraphs {
  readonly #options: SubgraphsOptions;
  readonly #byName = new Map<string, Subgraph>();
  #services: ServiceMap = {};

  constructor(options: SubgraphsOptions) {
    this.#options = options;
  }

  get names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Always the newest ones. */
  get services(): ServiceMap {
    return this.#services;
  }

  add(name: string, routingUrl: string | undefined): SubgraphDataSource {
    const { endpoints, tokens, timeoutMs, log } = this.#options;
    const url = endpoints(name, routingUrl);
    const dataSource = new SubgraphDataSource({ name, url, tokens, timeoutMs, log });
    const connectionToken = () => tokens.sign({ kind: 'service', name: 'gateway' });
    this.#byName.set(name, { dataSource, socket: makeSubgraphSocket({ name, url, connectionToken, log }) });
    this.#services = { ...this.#services, [name]: dataSource };
    return dataSource;
  }

  socketOf(name: string): SubgraphSocket {
    const subgraph = this.#byName.get(name);
    if (!subgraph) throw new Error(`the supergraph has no subgraph "${name}"`);
    return subgraph.socket;
  }

  async answering(): Promise<Readiness> {
    const asked = [...this.#byName].map(async ([name, { dataSource }]) => [
      name,
      await dataSource.answers(ANSWER_WITHIN_MS),
    ]);
    return Object.fromEntries(await Promise.all(asked)) as Readiness;
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#byName.values()].flatMap(({ dataSource, socket }) => [socket.close(), dataSource.close()]),
    );
  }
}
