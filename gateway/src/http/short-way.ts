import {
  type ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequest,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import { type FormattedExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { PublicErrors } from '../errors/public-error.ts';
import { JsonText } from '../execution/json-text.ts';
import type { Execute } from '../execution/operation.ts';
import type { Graph } from '../graph/graph.ts';
import { answerErrors, asGraphqlError } from './error-answer.ts';
import type { KnownDocument } from './known-documents.ts';
import { answerOfPlugin, call, type Listener, listenersOf, type Running } from './plugin-hooks.ts';

interface ShortWayOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  readonly execute: Execute;
  readonly publicErrors: PublicErrors;
}

export interface ShortRequest {
  readonly graph: Graph;
  readonly request: GraphQLRequest & { readonly query: string };
  readonly known: KnownDocument;
  readonly context: GatewayContext;
}

/** Answers one request for a document that Apollo Server knows to be valid. It does not throw for what a client did. */
export type AnswerShortly = (asked: ShortRequest) => Promise<GraphQLResponse>;

/** One request on its way, with what plugins of Apollo Server are told of it. */
class ShortRun {
  readonly #options: ShortWayOptions;
  readonly #asked: ShortRequest;
  readonly #running: Running;
  readonly #response: { http: GraphQLResponse['http']; body: GraphQLResponse['body'] | undefined };
  #listeners: readonly Listener[] = [];

  constructor(asked: ShortRequest, options: ShortWayOptions) {
    const { request, known, context, graph } = asked;
    const { logger, cache } = options.apollo;
    const { document, queryHash } = known;
    const operation = getOperationAST(document, request.operationName) ?? undefined;
    this.#asked = asked;
    this.#options = options;
    this.#response = { http: { headers: new HeaderMap() }, body: undefined };
    const told = { logger, cache, schema: graph.clientSchema, request, response: this.#response, metrics: {} };
    const resolved = {
      document,
      queryHash,
      source: request.query,
      operation,
      operationName: operation?.name?.value ?? null,
    };
    this.#running = {
      ...told,
      ...resolved,
      contextValue: { ...context },
      requestIsBatched: false,
    } as unknown as Running;
  }

  async answer(): Promise<GraphQLResponse> {
    this.#listeners = await listenersOf(this.#options.plugins, this.#running);
    try {
      await call(this.#listeners, 'didResolveSource', this.#running);
      await call(this.#listeners, 'didResolveOperation', this.#running);
      const given = await answerOfPlugin(this.#listeners, this.#running);
      if (given) this.#take(given);
      else await this.#execute();
    } catch (err) {
      await this.#settle([asGraphqlError(err)], {}, 500);
    }
    await call(this.#listeners, 'willSendResponse', this.#running);
    return this.#response as GraphQLResponse;
  }

  async #execute(): Promise<void> {
    const { graph, known, request, context } = this.#asked;
    const { operation, operationName } = this.#running;
    if (!operation) throw new Error('an operation went on that was not found');
    const started = await Promise.all(
      this.#listeners.map((listener) => listener.executionDidStart?.(this.#running as never)),
    );
    const answer = await this.#options.execute({
      graph,
      document: known.document,
      operation,
      operationName: operationName ?? undefined,
      variables: request.variables ?? {},
      context: { ...context, ...this.#running.contextValue },
    });
    const { errors, extensions, dataText } = answer;
    const data = dataText === undefined ? answer.data : (new JsonText(dataText) as object as Record<string, unknown>);
    const result = { ...(data === undefined ? {} : { data }), ...(extensions ? { extensions } : {}) };
    const all = (errors ?? []).map((error) =>
      error instanceof GraphQLError ? error : new GraphQLError(error.message, error),
    );
    await this.#settle(all, result, data === undefined ? 400 : undefined);
    await Promise.all(started.reverse().map((listener) => listener?.executionDidEnd?.()));
  }

  /** Errors may say which status the answer has; where they do not, `otherwise` is it. */
  async #settle(errors: readonly GraphQLError[], result: FormattedExecutionResult, otherwise?: number): Promise<void> {
    const { http } = this.#response;
    if (errors.length === 0) {
      this.#response.body = { kind: 'single', singleResult: result };
      return;
    }
    Object.assign(this.#running, { errors });
    await call(this.#listeners, 'didEncounterErrors', this.#running);
    const { errors: formatted, head } = answerErrors(errors, this.#options.publicErrors);
    const status = head.status ?? http.status ?? otherwise;
    if (status !== undefined) http.status = status;
    for (const [name, value] of head.headers) http.headers.set(name, value);
    this.#response.body = { kind: 'single', singleResult: { ...result, errors: formatted } };
  }

  #take({ http, body }: GraphQLResponse): void {
    if (http.status) this.#response.http.status = http.status;
    for (const [name, value] of http.headers) this.#response.http.headers.set(name, value);
    this.#response.body = body;
  }
}

/**
 * The way of a request that Apollo Server need not work out anew: the same hooks of the same plugins in the same order,
 * the same errors and status, over the document that it has parsed and found valid before.
 */
export const makeShortWay = (options: ShortWayOptions): AnswerShortly => {
  return (asked) => new ShortRun(asked, options).answer();
};
