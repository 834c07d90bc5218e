import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Answer, askGateway, type Question } from './ask.ts';
import { eventually } from './eventually.ts';

/** The platform that the end-to-end tests share. */
export interface E2ePlatform {
  readonly env: Readonly<Record<string, string>>;
  readonly gatewayUrl: string;
  ask<Data>(question: Question, accessToken?: string): Promise<Answer<Data>>;
  logIn(name: 'customer' | 'support' | 'warehouse' | 'catalog' | 'admin'): Promise<string>;
  /** The events of a subscription, as they arrive over WebSocket. */
  follow<Data>(
    question: Question,
    accessToken: string,
  ): AsyncIterableIterator<{ data?: Data | null; errors?: unknown }>;
  /** kill -9 of one service's process; resolves when it is gone and another one answers. */
  kill(service: string): Promise<void>;
  healthOf(service: string): Promise<{ status: string; pid: number }>;
}

const LOGIN =
  'mutation($input: LoginInput!) { login(input: $input) { ... on Session { accessToken } ... on DomainError { code } } }';

const settingsFromSetup = (): Record<string, string> => {
  const text = process.env['E2E_PLATFORM'];
  if (!text) throw new Error('There is no platform: run end-to-end tests with npm test.');
  return JSON.parse(text) as Record<string, string>;
};

/** The platform that the set-up of the end-to-end tests has started. */
export const e2ePlatform = (): E2ePlatform => {
  const env = settingsFromSetup();
  const gatewayUrl = `http://127.0.0.1:${env['GATEWAY_PORT']}/graphql`;
  const healthOf = async (service: string): Promise<{ status: string; pid: number }> => {
    const reply = await fetch(`http://127.0.0.1:${env[`${service.toUpperCase()}_PORT`]}/health/live`);
    return (await reply.json()) as { status: string; pid: number };
  };
  return {
    env,
    gatewayUrl,
    healthOf,
    ask: (question, accessToken) => askGateway(gatewayUrl, question, accessToken),
    logIn: async (name) => {
      const input = { email: `${name}@cardstock.test`, password: 'Cardstock-demo-1' };
      const { data } = await askGateway<{ login: { accessToken: string } }>(gatewayUrl, {
        query: LOGIN,
        variables: { input },
      });
      return data.login.accessToken;
    },
    follow: <Data>({ query, variables }: Question, accessToken: string) => {
      const connectionParams = { authorization: `Bearer ${accessToken}` };
      const client = createClient({
        url: gatewayUrl.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        connectionParams,
      });
      return client.iterate<Data>({ query, ...(variables ? { variables } : {}) }) as AsyncIterableIterator<{
        data?: Data | null;
      }>;
    },
    kill: async (service) => {
      const { pid } = await healthOf(service);
      process.kill(pid, 'SIGKILL');
      await eventually(async () => {
        if ((await healthOf(service)).pid === pid) throw new Error(`${service} still lives`);
      });
    },
  };
};
