import { INTERNAL_HEADER, type InternalTokens, type Viewer } from '@cardstock/service/core';

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: { code: string } & Record<string, unknown>;
  }[];
}

export interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const post = async <Data>(url: string, headers: Record<string, string>, question: Question): Promise<Answer<Data>> => {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(question),
  });
  return (await reply.json()) as Answer<Data>;
};

/** Asks a subgraph directly, as the gateway would for this viewer. */
export const askAs = async <Data>(
  port: number,
  tokens: InternalTokens,
  viewer: Viewer,
  question: Question,
): Promise<Answer<Data>> =>
  post(`http://127.0.0.1:${port}/graphql`, { [INTERNAL_HEADER]: await tokens.sign(viewer) }, question);

/** Asks the gateway, as a client with this access token, or without one. */
export const askGateway = <Data>(url: string, question: Question, accessToken?: string): Promise<Answer<Data>> =>
  post(url, accessToken ? { authorization: `Bearer ${accessToken}` } : {}, question);
