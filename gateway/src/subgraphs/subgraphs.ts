import type { ServiceMap } from '@apollo/gateway';
import type { InternalTokens, Logger, Readiness } from '@cardstock/service/core';
import type { Registry } from 'prom-client';
import type { GatewayConfig } from '../config.ts';
import type { Graph } from '../graph/graph.ts';
import type { SubgraphSocket } from '../subscriptions/subgraph-socket.ts';
import { type Endpoints, makeEndpoints } from './endpoints.ts';
import { makeFetchMetrics, showConditions } from './metrics.ts';
import { type PolicyOf, policiesFrom } from './policies.ts';
import { Subgraph } from './subgraph.ts';
import type { SubgraphOptions } from './subgraph-data-source.ts';

interface SubgraphsOptions {
  readonly config: GatewayConfig;
  readonly tokens: InternalTokens;
  readonly metrics: Registry;
  readonly log: Logger;
}

const ANSWER_WITHIN_MS = 1_000;

/** The connections to the subgraphs of the newest graph, and to those of older ones while they are used. */
export class Subgraphs {
  readonly #endpoints: Endpoints;
  readonly #policyOf: PolicyOf;
  readonly #optionsOf: (name: string) => Pick<SubgraphOptions, 'metrics' | 'tokens' | 'log'>;
  readonly #services = new WeakMap<Graph, ServiceMap>();
  readonly #retired = new Set<Subgraph>();
  #current: ReadonlyMap<string, Subgraph> = new Map();

  constructor({ config, tokens, metrics, log }: SubgraphsOptions) {
    const metricsOf = makeFetchMetrics(metrics);
    this.#endpoints = makeEndpoints(config);
    this.#policyOf = policiesFrom(config);
    this.#optionsOf = (name) => ({ metrics: metricsOf(name), tokens, log });
    showConditions(metrics, () => [...this.#current.values()].map(({ source }) => source.condition));
  }

  get names(): string[] {
    return [...this.#current.keys()];
  }

  /** Throws where the graph names a subgraph that cannot have a URL. */
  check({ subgraphs }: Graph): void {
    for (const { name, url } of subgraphs) this.#endpoints(name, url);
  }

  /** Makes a graph the newest one. Subgraphs that stay where they are keep their connections and what is known of them. */
  adopt(graph: Graph): void {
    const before = this.#current;
    const subgraphs = graph.subgraphs.map(({ name, url }) => this.#keptOrNew(name, this.#endpoints(name, url)));
    this.#current = new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
    this.#services.set(graph, servicesOf(this.#current));
    const kept = new Set(subgraphs);
    for (const subgraph of before.values()) if (!kept.has(subgraph)) this.#retire(subgraph);
  }

  /** What plans of a graph are executed with: an operation that is under way stays with the subgraphs it began with. */
  servicesOf(graph: Graph): ServiceMap {
    const services = this.#services.get(graph);
    if (!services) throw new Error('this graph was never adopted');
    return services;
  }

  /** The same for what outlives its graph, like a stream: a subgraph that has moved is asked where it is now. */
  latestFor(graph: Graph): ServiceMap {
    return { ...this.servicesOf(graph), ...servicesOf(this.#current) };
  }

  /** How subscriptions are opened at a subgraph: each at the place where it is by then. */
  socketOf(name: string): SubgraphSocket {
    const known = this.#current.get(name);
    if (!known) throw new Error(`the supergraph has no subgraph "${name}"`);
    const now = (): Subgraph => this.#current.get(name) ?? known;
    return { open: (payload) => now().socket.open(payload), close: () => now().close() };
  }

  /** By name, whether it answers a trivial query. */
  async answering(): Promise<Readiness> {
    const asked = [...this.#current].map(async ([name, { source }]) => [name, await source.answers(ANSWER_WITHIN_MS)]);
    return Object.fromEntries(await Promise.all(asked)) as Readiness;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#current.values(), ...this.#retired].map((subgraph) => subgraph.close()));
  }

  #keptOrNew(name: string, url: URL): Subgraph {
    const known = this.#current.get(name);
    if (known?.url.href === url.href) return known;
    return new Subgraph({ ...this.#optionsOf(name), name, url, policy: this.#policyOf(name) });
  }

  #retire(subgraph: Subgraph): void {
    this.#retired.add(subgraph);
    void subgraph.retire().then(() => this.#retired.delete(subgraph));
  }
}

const servicesOf = (subgraphs: ReadonlyMap<string, Subgraph>): ServiceMap =>
  Object.fromEntries([...subgraphs].map(([name, { dataSource }]) => [name, dataSource]));
