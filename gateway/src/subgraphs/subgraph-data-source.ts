import type { GraphQLDataSource } from '@apollo/gateway';
import { INTERNAL_HEADER, type InternalTokens, type Logger } from '@cardstock/service/core';
import { Pool } from 'undici';
import type { GatewayContext } from '../context.ts';
import { headersOfKey } from '../idempotency/forwarded-key.ts';
import { CallLimit } from './call-limit.ts';
import { readGraphqlAnswer } from './graphql-answer.ts';
import { postText } from './post-text.ts';
import { errorsOfFailedFetch, type FailureCode } from './subgraph-errors.ts';

export interface SubgraphOptions {
  readonly name: string;
  readonly url: URL;
  readonly tokens: InternalTokens;
  readonly timeoutMs: number;
  readonly log: Logger;
}

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;

const CONNECTIONS = 64;
const CONNECT_WITHIN_MS = 2_000;

/** The subgraph answered, but not with GraphQL. */
class NotGraphQL extends Error {
  override readonly name = 'NotGraphQL';
}

/** The subgraph does not trust us, which is no fault of the client and must not look like one. */
class GatewayRefused extends Error {
  override readonly name = 'GatewayRefused';
}

const TIMEOUTS = new Set(['TimeoutError', 'HeadersTimeoutError', 'BodyTimeoutError']);

const codeOf = (err: unknown): FailureCode =>
  TIMEOUTS.has((err as { name?: string } | null)?.name ?? '') ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';

const readAnswer = (text: string, statusCode: number): ProcessResult => {
  const answer = readGraphqlAnswer(text) as ProcessResult | undefined;
  if (!answer) throw new NotGraphQL(`status ${statusCode}, ${text.length} characters that are not a GraphQL answer`);
  if (statusCode === 401 && answer.data === undefined) throw new GatewayRefused('it refused our internal token');
  return answer;
};

/** The joins after a mutation are queries. */
const isMutation = (query: string | undefined): boolean => query?.startsWith('mutation') ?? false;

// Without a stack: a dead subgraph would fill the log with it.
const reasonOf = (err: unknown): string => (err instanceof Error ? err.message || err.name : String(err));

/** Calls one subgraph over kept-alive connections, in the name of the viewer; what cannot be had becomes errors, never a throw. */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  readonly #options: SubgraphOptions;
  readonly #pool: Pool;

  constructor(options: SubgraphOptions) {
    this.#options = options;
    this.#pool = new Pool(options.url.origin, {
      connections: CONNECTIONS,
      connect: { timeout: CONNECT_WITHIN_MS },
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
    });
  }

  async process(options: ProcessOptions): Promise<ProcessResult> {
    const { query = '', variables = {} } = options.request;
    try {
      return await this.#post(options);
    } catch (err) {
      const { name, log } = this.#options;
      const code = codeOf(err);
      const isUnwanted = (options.context as Partial<GatewayContext>).signal?.aborted;
      log[isUnwanted ? 'debug' : 'warn'](
        { subgraph: name, code, reason: reasonOf(err) },
        'a subgraph could not be asked',
      );
      return { data: null, errors: errorsOfFailedFetch({ service: name, code, query, variables }) };
    }
  }

  /** Whether the subgraph answers a trivial query in time. */
  async answers(withinMs: number): Promise<boolean> {
    try {
      const body = { query: '{ __typename }' };
      const token = await this.#options.tokens.sign({ kind: 'service', name: 'gateway' });
      return (await this.#request(body, { [INTERNAL_HEADER]: token }, AbortSignal.timeout(withinMs))).data != null;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #post({ request, context, ...rest }: ProcessOptions): Promise<ProcessResult> {
    const { viewer, requestId, signal } = context as GatewayContext;
    const isRead = rest.kind !== 'incoming operation' || rest.incomingRequestContext.operation.operation !== 'mutation';
    const limit = new CallLimit(this.#options.timeoutMs, isRead ? signal : undefined);
    const { query, variables, operationName } = request;
    const headers = {
      [INTERNAL_HEADER]: await this.#options.tokens.sign(viewer),
      'x-request-id': requestId,
      ...(isRead || !isMutation(query) ? {} : headersOfKey(context as GatewayContext, rest.incomingRequestContext)),
    };
    // A mutation that is under way is never cut off because its client went away.
    try {
      return await this.#request({ query, variables, operationName }, headers, limit.signal);
    } finally {
      limit.release();
    }
  }

  async #request(body: object, headers: Record<string, string>, signal: AbortSignal): Promise<ProcessResult> {
    const { url } = this.#options;
    const path = url.pathname + url.search;
    const { status, text } = await postText(this.#pool, { path, headers, body: JSON.stringify(body), signal });
    return readAnswer(text, status);
  }
}
