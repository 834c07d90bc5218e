import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';

const endpoint = new URL('graphql', document.baseURI);
const socketUrl = Object.assign(new URL(endpoint), { protocol: endpoint.protocol === 'https:' ? 'wss:' : 'ws:' });
const LOG_IN = `mutation LogIn($input: LoginInput!) {
  login(input: $input) { ... on Session { accessToken } ... on DomainError { message } }
}`;

/** Sends operations as the one who is logged in, over HTTP, and subscriptions over WebSocket. */
export const makeFetcher = (accessToken) => {
  const headers = accessToken ? { authorization: `Bearer ${accessToken}` } : {};
  const wsClient = createClient({ url: socketUrl.href, lazy: true, connectionParams: headers });
  const fetcher = createGraphiQLFetcher({ url: endpoint.href, headers, wsClient });
  return { fetcher, close: () => wsClient.dispose() };
};

/** Logs a demo account in and answers with its access token. Throws with the platform's words when it is refused. */
export const logIn = async (input) => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: LOG_IN, variables: { input } }),
  });
  const { data, errors } = await answer.json();
  const accessToken = data?.login?.accessToken;
  if (!accessToken) throw new Error(data?.login?.message ?? errors?.[0]?.message ?? 'The login was refused.');
  return accessToken;
};
