import type { GraphQLDataSource } from '@apollo/gateway';
import { Pool } from 'undici';
import { AnswerTooLarge, AwayForNow, GatewayRefused, NotGraphQL, TransportFailed } from './failures.ts';
import { readGraphqlAnswer } from './graphql-answer.ts';
import { postText, type TextAnswer } from './post-text.ts';

export type SubgraphAnswer = Awaited<ReturnType<GraphQLDataSource['process']>> & {
  readonly cacheControl?: string | undefined;
};

interface HttpOptions {
  readonly url: URL;
  readonly connections: number;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

interface Sent {
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const CONNECT_WITHIN_MS = 2_000;
const AWAY = new Set([502, 503, 504]);

const failedBy = (cause: unknown): Error => {
  const { code, name, message } = cause as { code?: string; name?: string; message?: string };
  const reason = message || name || String(cause);
  const isTooLarge = code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
  return isTooLarge ? new AnswerTooLarge(reason, { cause }) : new TransportFailed(reason, { cause });
};

const readAnswer = (text: string, status: number): SubgraphAnswer => {
  const answer = readGraphqlAnswer(text) as SubgraphAnswer | undefined;
  if (AWAY.has(status) && answer?.data === undefined) throw new AwayForNow(`status ${status}`);
  if (status === 401 && answer?.data === undefined) throw new GatewayRefused('it refused our internal token');
  if (answer) return answer;
  const what = `status ${status}, ${text.length} characters that are not a GraphQL answer`;
  throw status >= 400 && status < 500 ? new GatewayRefused(what) : new NotGraphQL(what);
};

/** Speaks GraphQL over kept-alive HTTP connections with one subgraph; they are opened when needed. */
export class SubgraphHttp {
  readonly #options: HttpOptions;
  #pool: Pool | undefined;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /** Throws TransportFailed, AwayForNow, AnswerTooLarge, GatewayRefused, NotGraphQL, or the reason of the signal. */
  async post(sent: Sent): Promise<SubgraphAnswer> {
    const { status, text, cacheControl } = await this.#send(sent);
    const answer = readAnswer(text, status);
    return cacheControl === undefined ? answer : { ...answer, cacheControl };
  }

  /** Lets requests under way end, then closes the connections. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.close();
  }

  async #send({ body, headers, signal }: Sent): Promise<TextAnswer> {
    const { url } = this.#options;
    try {
      const path = url.pathname + url.search;
      return await postText(this.#opened(), { path, headers, body: JSON.stringify(body), signal });
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      throw failedBy(cause);
    }
  }

  #opened(): Pool {
    const { url, connections, timeoutMs, maxAnswerBytes } = this.#options;
    this.#pool ??= new Pool(url.origin, {
      connections,
      connect: { timeout: CONNECT_WITHIN_MS },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: maxAnswerBytes,
    });
    return this.#pool;
  }
}
