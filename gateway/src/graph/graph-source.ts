import type { Logger } from '@cardstock/service/core';
import { type Graph, loadGraph, versionOf } from './graph.ts';
import type { GraphMetrics } from './graph-metrics.ts';

type Listener = (graph: Graph) => void;

/** Where the graph comes from, and its newer versions. */
export interface GraphSource {
  current(): Graph;
  /** Calls back, at once and in the order of registration, for each newer version. Returns what ends that. */
  onChange(listener: Listener): () => void;
  stop(): void;
}

/** Something that has a supergraph and may get another: a file, a registry. */
export interface SdlFeed {
  /** Names it in messages. */
  readonly name: string;
  read(): Promise<string>;
  /** Calls back when there may be something new to read. Returns what ends that. */
  watch(onChange: () => void): () => void;
  /** Is told what could be loaded, and is served from now on. */
  accepted?(sdl: string): void;
}

interface SourceOptions {
  readonly feed: SdlFeed;
  /** Throws where the graph cannot be used for another reason than its schema. */
  readonly check: (graph: Graph) => void;
  readonly metrics: GraphMetrics;
  readonly log: Logger;
}

/** Stands for a version that nobody could read. */
const UNREADABLE = 'unreadable';

const reasonOf = (err: unknown): string => (err instanceof Error ? err.message : String(err));

class ReloadingSource implements GraphSource {
  readonly #options: SourceOptions;
  readonly #listeners = new Set<Listener>();
  #current: Graph;
  /** What was refused last, so that it is told once. */
  #refused: string | undefined;
  #reloading: Promise<void> | undefined;
  #isStale = false;
  #isStopped = false;
  readonly #unwatch: () => void;

  constructor(options: SourceOptions, first: Graph) {
    this.#options = options;
    this.#current = first;
    this.#unwatch = options.feed.watch(() => this.#reload());
  }

  current(): Graph {
    return this.#current;
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.#isStopped = true;
    this.#unwatch();
    this.#listeners.clear();
  }

  /** One at a time; what changes meanwhile is looked at afterwards. */
  #reload(): void {
    this.#isStale = true;
    this.#reloading ??= this.#catchUp().finally(() => {
      this.#reloading = undefined;
    });
  }

  async #catchUp(): Promise<void> {
    while (this.#isStale && !this.#isStopped) {
      this.#isStale = false;
      const graph = await this.#loadBeside();
      if (graph && !this.#isStopped) this.#replaceBy(graph);
    }
  }

  /** A graph that can take the place of the current one; undefined where there is none. */
  async #loadBeside(): Promise<Graph | undefined> {
    const { feed, check } = this.#options;
    let version = UNREADABLE;
    try {
      const sdl = await feed.read();
      version = versionOf(sdl);
      if (version === this.#refused) return undefined;
      if (version === this.#current.version) return this.#isAsBefore(sdl);
      const graph = await loadGraph(sdl);
      check(graph);
      return graph;
    } catch (err) {
      this.#refuse(version, err);
      return undefined;
    }
  }

  /** What was refused in between is told again if it comes back. */
  #isAsBefore(sdl: string): undefined {
    this.#refused = undefined;
    this.#options.feed.accepted?.(sdl);
  }

  #replaceBy(graph: Graph): void {
    const { feed, metrics, log } = this.#options;
    const { version: before } = this.#current;
    this.#refused = undefined;
    this.#current = graph;
    for (const listener of this.#listeners) listener(graph);
    metrics.loaded(graph.version);
    feed.accepted?.(graph.sdl);
    log.info({ supergraph: feed.name, version: graph.version, before }, 'the supergraph was replaced');
  }

  #refuse(version: string, err: unknown): void {
    const { feed, metrics, log } = this.#options;
    if (version === this.#refused) return;
    this.#refused = version;
    metrics.refused();
    const kept = this.#current.version;
    log.error({ supergraph: feed.name, version, kept, reason: reasonOf(err) }, 'a new supergraph was refused');
  }
}

/** Loads the first graph and follows the feed. A newer version is loaded beside the old one, which stays where it cannot be used. */
export const startGraphSource = async (options: SourceOptions): Promise<GraphSource> => {
  const { feed, check, metrics } = options;
  try {
    const graph = await loadGraph(await feed.read());
    check(graph);
    metrics.loaded(graph.version);
    feed.accepted?.(graph.sdl);
    return new ReloadingSource(options, graph);
  } catch (cause) {
    throw new Error(`${feed.name} cannot be used: ${reasonOf(cause)}`, { cause });
  }
};
