// @apollo/server with @apollo/gateway, as their documentation starts them; what its subgraphs must be shown is passed on.
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const [, , supergraph, port, header] = process.argv;

class PassingOn extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.passedOn) request.http.headers.set(header, context.passedOn);
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraph, 'utf8'),
  ...(header ? { buildService: ({ url }) => new PassingOn({ url }) } : {}),
});
const server = new ApolloServer({ gateway });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(port) },
  context: async ({ req }) => (header ? { passedOn: req.headers[header] } : {}),
});
