import { type Contract, checkContract, loadContract } from './contract.ts';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads any part of any answer; its shape is checked by the contract.
  readonly body: any;
}

export interface RestRequest {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests to a REST API, and holds every answer against its OpenAPI document. */
export class RestClient {
  readonly #origin: string;
  readonly #contract: Contract;

  private constructor(origin: string, contract: Contract) {
    this.#origin = origin;
    this.#contract = contract;
  }

  /** A client of the API of a gateway, by the document that it gives out itself. */
  static async of(origin: string): Promise<RestClient> {
    return new RestClient(origin, await loadContract(`${origin}/api/v1/openapi.json`));
  }

  async send(path: string, { method, token, body, headers = {} }: RestRequest = {}): Promise<RestAnswer> {
    const verb = method ?? (body === undefined ? 'GET' : 'POST');
    const response = await fetch(`${this.#origin}/api/v1${path}`, {
      method: verb,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
    checkContract(this.#contract, { method: verb, path, ...answer });
    return answer;
  }
}
