import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { PROJECT } from '../project.ts';

/** A client of the platform, as any other program would be: HTTP for questions, WebSocket for streams. */
export interface Client {
  /** Runs an operation of schema/operations/demo. Throws when the answer has errors. */
  run<Data>(operation: string, variables: Record<string, unknown>): Promise<Data>;
  /** Follows a subscription of schema/operations/demo until it ends. */
  follow<Data>(operation: string, variables: Record<string, unknown>): AsyncIterableIterator<Data>;
  logIn(email: string, password: string): Promise<string>;
  close(): Promise<void>;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[] }[] | undefined;
}

const documentOf = (operation: string): Promise<string> =>
  readFile(join(PROJECT, 'schema', 'operations', 'demo', `${operation}.graphql`), 'utf8');

const dataOf = (operation: string, { data, errors }: Answer): unknown => {
  if (!errors) return data;
  throw new Error(
    `${operation}: ${errors.map(({ message, path }) => `${message} (${path?.join('.') ?? 'request'})`).join('; ')}`,
  );
};

export const makeClient = (url: string): Client => {
  let accessToken: string | undefined;
  const authorization = (): Record<string, string> => (accessToken ? { authorization: `Bearer ${accessToken}` } : {});
  const sockets = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: authorization,
    lazy: true,
    retryAttempts: 20,
    shouldRetry: () => true,
  });
  const run = async <Data>(operation: string, variables: Record<string, unknown>): Promise<Data> => {
    const body = JSON.stringify({ query: await documentOf(operation), variables });
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization() },
      body,
    });
    return dataOf(operation, (await reply.json()) as Answer) as Data;
  };
  return {
    run,
    follow: async function* <Data>(operation: string, variables: Record<string, unknown>) {
      const events = sockets.iterate<Data, unknown>({ query: await documentOf(operation), variables });
      for await (const event of events) yield dataOf(operation, event as Answer) as Data;
    },
    logIn: async (email, password) => {
      const { login } = await run<{
        login: { accessToken?: string; message?: string; user?: { displayName: string } };
      }>('log-in', { input: { email, password } });
      if (!login.accessToken) throw new Error(login.message ?? 'the login was refused');
      accessToken = login.accessToken;
      return login.user?.displayName ?? email;
    },
    close: async () => sockets.dispose(),
  };
};
