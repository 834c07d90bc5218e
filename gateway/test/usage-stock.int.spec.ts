import { composeServices } from '@apollo/composition';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginUsageReporting } from '@apollo/server/plugin/usageReporting';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema, parse, printSchema } from 'graphql';
import { loadGraph } from '../src/graph/graph.ts';
import { makeKnownFacts } from '../src/usage/operation-facts.ts';
import { corpusFederation } from './corpus/federation.ts';
import { DIFFERENT, SAME } from './corpus/operations.ts';
import type { Asked } from './corpus/run-both.ts';
import { ReportSink } from './report-sink.ts';

const asked = (operation: Asked | string): Asked => (typeof operation === 'string' ? { query: operation } : operation);
const CORPUS: [string, Asked][] = [
  ...Object.entries(SAME).map(([name, operation]): [string, Asked] => [name, asked(operation)]),
  ...Object.entries(DIFFERENT).map(([name, operation]): [string, Asked] => [name, asked(operation.asked)]),
  ['a name, aliases and literals', { query: 'query Shop { a: me { b: name } user(id: "u2") { name } }' }],
  ['one of several', { query: 'query A { me { id } } query B { me { name } }', operationName: 'B' }],
];

let schema: GraphQLSchema;
const sink = new ReportSink();
let server: ApolloServer;
beforeAll(async () => {
  const subgraphs = corpusFederation().map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) }));
  const { supergraphSdl = '' } = composeServices(subgraphs);
  schema = buildSchema(printSchema((await loadGraph(supergraphSdl)).clientSchema));
  server = new ApolloServer({
    schema,
    apollo: { key: 'service:corpus:secret', graphRef: 'corpus@test' },
    plugins: [
      ApolloServerPluginUsageReporting({
        endpointUrl: await sink.start(),
        sendTraces: false,
        fieldLevelInstrumentation: 0,
        reportIntervalMs: 100,
        sendUnexecutableOperationDocuments: false,
      }),
    ],
    stopOnTerminationSignals: false,
    logger: { debug: () => {}, info: () => {}, warn: console.warn, error: console.error },
  });
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await sink.close();
});

describe("what is reported of an operation is what Apollo Server's own plugin reports", () => {
  it('for the whole corpus', async () => {
    const facts = makeKnownFacts();
    const ours = new Map(
      CORPUS.map(([, { query, operationName = null }]) => {
        const document = parse(query);
        const named = document.definitions.flatMap((one) => ('operation' in one ? (one.name?.value ?? []) : []));
        const chosen = operationName ?? named[0] ?? null;
        const { statsKey, referencedFields } = facts.learn({ schema, document, operationName: chosen });
        return [statsKey, JSON.parse(JSON.stringify(referencedFields))] as const;
      }),
    );
    for (const [, { query, variables, operationName }] of CORPUS) {
      await server.executeOperation({
        query,
        ...(variables && { variables }),
        ...(operationName && { operationName }),
      });
    }
    const theirKeys = () => new Set(sink.reports.flatMap(({ tracesPerQuery }) => Object.keys(tracesPerQuery)));
    await eventually(() => expect([...theirKeys()].sort()).toEqual([...ours.keys()].sort()));
    const theirs = new Map(
      sink.reports.flatMap(({ tracesPerQuery }) =>
        Object.entries(tracesPerQuery).map(
          ([key, { referencedFieldsByType }]) => [key, JSON.parse(JSON.stringify(referencedFieldsByType))] as const,
        ),
      ),
    );
    expect(theirs.size).toBeGreaterThan(60);
    for (const [key, fields] of theirs) expect(ours.get(key)).toEqual(fields);
  });
});
