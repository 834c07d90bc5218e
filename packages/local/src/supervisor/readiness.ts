import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_PASSWORD, demoAccount } from './demo-accounts.ts';

const LOGIN =
  'mutation Login($input: LoginInput!) { login(input: $input) { ... on Session { accessToken } ... on DomainError { code message } } }';

/** One question whose answer needs all six subgraphs. */
const ACROSS_ALL = `query AcrossAllSubgraphs {
  me { id orders(first: 1) { totalCount } notifications(first: 1) { totalCount } }
  products(first: 1) { nodes { name variants { price { amount } availability { available } } } }
  shipment(id: "00000000-0000-7000-8000-000000000000") { id }
}`;

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string }[];
}

const ask = async (url: string, body: unknown, accessToken?: string): Promise<Answer> => {
  const headers = {
    'content-type': 'application/json',
    ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
  };
  const reply = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  });
  return (await reply.json()) as Answer;
};

const problem = (text: string): never => {
  throw new Error(text);
};

const askAcrossAll = async (url: string): Promise<void> => {
  const input = { email: demoAccount('customer'), password: DEMO_PASSWORD };
  const login = await ask(url, { query: LOGIN, variables: { input } });
  const session = login.data?.['login'] as { accessToken?: string; message?: string } | undefined;
  const token =
    session?.accessToken ?? problem(login.errors?.[0]?.message ?? session?.message ?? 'no answer to a login');
  const { errors } = await ask(url, { query: ACROSS_ALL }, token);
  if (errors?.[0]) problem(errors[0].message);
};

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/** Waits until a query across all subgraphs answers without an error. Throws the last error after a minute. */
export const waitUntilReady = async (gatewayUrl: string, signal: AbortSignal): Promise<void> => {
  const until = Date.now() + PATIENCE_MS;
  while (!signal.aborted) {
    try {
      return await askAcrossAll(gatewayUrl);
    } catch (err) {
      if (Date.now() > until)
        throw new Error(`The platform is up but does not answer: ${(err as Error).message}`, { cause: err });
      await pause(POLL_MS);
    }
  }
};
