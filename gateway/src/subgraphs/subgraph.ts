import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayContext } from '../context.ts';
import { makeSubgraphSocket, type SubgraphSocket } from '../subscriptions/subgraph-socket.ts';
import { SubgraphDataSource, type SubgraphOptions } from './subgraph-data-source.ts';
import { type Release, whenOver } from './when-over.ts';

/**
 * One subgraph at one URL. When the supergraph names it no more it is kept for those who still use it, and closed when
 * nobody does; used again after that, by an old stream, it opens again.
 */
export class Subgraph {
  readonly name: string;
  readonly url: URL;
  readonly source: SubgraphDataSource;
  /** What plans are executed with. */
  readonly dataSource: GraphQLDataSource<GatewayContext>;
  /** What subscriptions are opened with. */
  readonly socket: SubgraphSocket;
  readonly #options: SubgraphOptions;
  #connection: SubgraphSocket | undefined;
  #uses = 0;
  #isRetired = false;
  readonly #closedUnused = Promise.withResolvers<void>();

  constructor(options: SubgraphOptions) {
    this.#options = options;
    this.name = options.name;
    this.url = options.url;
    this.source = new SubgraphDataSource(options);
    this.dataSource = { process: (asked) => this.#process(asked) };
    this.socket = { open: (payload) => this.#open(payload), close: () => this.close() };
  }

  /** Closes it as soon as nobody uses it; resolves when that is done. */
  retire(): Promise<void> {
    this.#isRetired = true;
    if (this.#uses === 0) void this.#closeUnused();
    return this.#closedUnused.promise;
  }

  /** Ends subscriptions, and lets fetches under way end. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await Promise.all([connection?.close(), this.source.close()]);
  }

  async #process(asked: Parameters<SubgraphDataSource['process']>[0]): ReturnType<SubgraphDataSource['process']> {
    const release = this.#use();
    try {
      return await this.source.process(asked);
    } finally {
      release();
    }
  }

  #open(payload: Parameters<SubgraphSocket['open']>[0]): ReturnType<SubgraphSocket['open']> {
    const { name, url, tokens, log } = this.#options;
    const connectionToken = () => tokens.sign({ kind: 'service', name: 'gateway' });
    this.#connection ??= makeSubgraphSocket({ name, url, connectionToken, log });
    const attempt = this.#connection.open(payload);
    return { ...attempt, events: whenOver(attempt.events, this.#use()) };
  }

  #use(): Release {
    this.#uses += 1;
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#uses -= 1;
      if (this.#isRetired && this.#uses === 0) void this.#closeUnused();
    };
  }

  async #closeUnused(): Promise<void> {
    const { name, log } = this.#options;
    await this.close().catch((err: unknown) => log.warn({ err, subgraph: name }, 'a subgraph could not be closed'));
    this.#closedUnused.resolve();
  }
}
