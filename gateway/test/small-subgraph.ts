import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { INTERNAL_HEADER, type InternalTokens, type Viewer } from '@cardstock/service/core';
import { type ExecutionArgs, type GraphQLSchema, graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

export interface SubgraphDefinition {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Record<string, unknown>;
}

export interface SubgraphContext {
  readonly viewer: Viewer;
  readonly requestId: string | undefined;
}

/** A subgraph that can be asked what it was asked, frozen, killed and started again on its port. */
export class SmallSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly requests: string[] = [];
  readonly requestIds: (string | undefined)[] = [];
  /** The idempotency key of each HTTP request, with the hash of what the client asked for. */
  readonly keys: { readonly key: string | undefined; readonly body: string | undefined }[] = [];
  port = 0;
  /** The number of subscriptions that are open now. */
  streams = 0;
  /** When set, HTTP requests wait for it. */
  hold: Promise<void> | undefined;
  /** When set, HTTP requests are answered with this text. */
  nonsense: string | undefined;
  /** With which statuses the next HTTP requests are refused. */
  readonly refusals: number[] = [];
  /** The number of HTTP requests whose caller left before they were answered. */
  left = 0;
  /** HTTP requests that are being answered: now, and the most at once so far. */
  readonly inFlight = { now: 0, most: 0 };
  /** What each HTTP request said it could wait, in milliseconds. */
  readonly timeouts: (number | undefined)[] = [];
  readonly #schema: GraphQLSchema;
  readonly #tokens: InternalTokens;
  #http: Server | undefined;
  #sockets: WebSocketServer | undefined;

  constructor({ name, sdl, resolvers }: SubgraphDefinition, tokens: InternalTokens) {
    this.name = name;
    this.sdl = sdl;
    this.#tokens = tokens;
    this.#schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  /** The number of WebSocket connections that are open now. */
  get connections(): number {
    return this.#sockets?.clients.size ?? 0;
  }

  /** The number of connections of any kind that are open now. */
  async openConnections(): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#http?.getConnections((err, count) => (err ? reject(err) : resolve(count)));
    return promise;
  }

  async start(): Promise<void> {
    const http = createServer((request, response) => {
      this.#count(response);
      void this.#answer(request).then(
        ([status, body]) => response.writeHead(status, { 'content-type': 'application/json' }).end(body),
        () => response.destroy(),
      );
    });
    this.#http = http;
    this.#sockets = new WebSocketServer({ server: http, path: '/graphql' });
    useServer(
      {
        schema: this.#schema,
        context: async (_connection, _id, { extensions }) => ({
          viewer: await this.#tokens.verify(String(extensions?.['internalToken'])),
        }),
        onOperation: () => {
          this.streams += 1;
        },
        onComplete: () => {
          this.streams -= 1;
        },
        onSubscribe: (_connection, _id, { query }): ExecutionArgs | undefined => {
          this.requests.push(query);
          return undefined;
        },
      },
      this.#sockets,
    );
    await new Promise<void>((resolve) => http.listen(this.port, '127.0.0.1', resolve));
    const address = http.address();
    if (address && typeof address === 'object') this.port = address.port;
  }

  /** As `kill -9` looks from outside: every connection is cut, the port refuses new ones. */
  async kill(): Promise<void> {
    const [http, sockets] = [this.#http, this.#sockets];
    this.#http = undefined;
    if (!http) return;
    const closed = new Promise((resolve) => http.close(resolve));
    for (const socket of sockets?.clients ?? []) socket.terminate();
    http.closeAllConnections();
    await closed;
  }

  #count(response: ServerResponse): void {
    this.inFlight.now += 1;
    this.inFlight.most = Math.max(this.inFlight.most, this.inFlight.now);
    response.once('close', () => {
      this.inFlight.now -= 1;
      if (!response.writableFinished) this.left += 1;
    });
  }

  async #answer(request: IncomingMessage): Promise<[status: number, body: string]> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    this.requests.push(query);
    const requestId = request.headers['x-request-id']?.toString();
    this.requestIds.push(requestId);
    const [key, body] = [request.headers['idempotency-key'], request.headers['idempotency-body']];
    this.keys.push({ key: key?.toString(), body: body?.toString() });
    const timeout = request.headers['x-request-timeout-ms'];
    this.timeouts.push(timeout === undefined ? undefined : Number(timeout));
    await this.hold;
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return [refusal, 'no'];
    if (this.nonsense !== undefined) return [502, this.nonsense];
    const viewer = await this.#tokens.verify(String(request.headers[INTERNAL_HEADER]));
    const contextValue: SubgraphContext = { viewer, requestId };
    const answer = await graphql({ schema: this.#schema, source: query, variableValues: variables, contextValue });
    return [200, JSON.stringify(answer)];
  }
}
