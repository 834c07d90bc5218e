import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { INTERNAL_HEADER } from '@cardstock/service';
import type { TestKeys } from '@cardstock/testing';

interface Known {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
}

/** What stands at the address of the auth subgraph: it knows the users it is told of, and can be down. */
export const startAuthStandIn = async (keys: TestKeys) => {
  const tokens = await keys.tokensOf('auth');
  const users: Known[] = [];
  const mood = { isDown: false, asked: 0 };
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const viewer = await tokens.verify(String(request.headers[INTERNAL_HEADER]));
      const { variables } = JSON.parse(await text(request)) as { variables: { ids: string[] } };
      const isTrusted = viewer.kind === 'service' && viewer.name === 'notification';
      const found = users.filter(({ id }) => variables.ids.includes(id));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(isTrusted ? { data: { usersById: found } } : { errors: [{ message: 'no' }] }));
    };
    mood.asked += 1;
    if (mood.isDown) request.destroy();
    else answer().catch((err: unknown) => response.destroy(err as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in of auth has no port');
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    users,
    mood,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
