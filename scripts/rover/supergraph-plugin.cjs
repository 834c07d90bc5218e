#!/usr/bin/env node
// What Rover runs for `supergraph compose`: `supergraph-v2.14.4 compose FILE`, where FILE is YAML with the SDL of every
// subgraph. It answers with one line of JSON, and 0 or 1. install-plugin.mjs copies it beside the Rover that npm installed,
// where Rover looks for a plugin of this name before it downloads one: so composing needs no network.
const { readFileSync } = require('node:fs');
const { composeServices } = require('@apollo/composition');
const { GraphQLError, parse, Source } = require('graphql');
const yaml = require('yaml');

const token = (at) => (at ? { start: at.start, end: at.end, line: at.line, column: at.column } : null);

const nodeOf = ({ loc, subgraph }) => ({
  subgraph: subgraph ?? loc?.source?.name ?? null,
  source: null,
  start: token(loc?.startToken),
  end: token(loc?.endToken),
});

const buildError = ({ message, extensions, nodes }) => ({
  message,
  code: extensions?.code ?? 'INVALID_GRAPHQL',
  type: 'composition',
  nodes: nodes?.map(nodeOf) ?? null,
  omittedNodesCount: null,
});

const hintOf = ({ message, definition }) => ({ message, code: definition.code, nodes: null, omittedNodesCount: null });

const syntaxError = (name, { message, positions, source }) => ({
  ...buildError({ message: `[${name}] ${message}` }),
  nodes: [{ subgraph: name, source: source?.body ?? null, start: { start: positions?.[0] ?? null }, end: null }],
});

/** The subgraphs with their documents; what cannot be read is an error of its own. */
const readSubgraphs = (config) => {
  const errors = [];
  const services = Object.entries(config.subgraphs ?? {}).flatMap(([name, { routing_url: url, schema }]) => {
    try {
      return [{ name, url: url ?? undefined, typeDefs: parse(new Source(schema.sdl, name)) }];
    } catch (err) {
      if (!(err instanceof GraphQLError)) throw err;
      errors.push(syntaxError(name, err));
      return [];
    }
  });
  return { services, errors };
};

const composed = (config) => {
  const { services, errors } = readSubgraphs(config);
  if (errors.length > 0) return { Err: { build_errors: errors } };
  const result = composeServices(services);
  if (result.errors?.length) return { Err: { build_errors: result.errors.map(buildError) } };
  return { Ok: { supergraphSdl: result.supergraphSdl, hints: result.hints.map(hintOf) } };
};

const [command, file] = process.argv.slice(2);
if (command !== 'compose' || !file) {
  process.stderr.write('Usage: supergraph compose FILE\n');
  process.exit(2);
}
const answer = composed(yaml.parse(readFileSync(file, 'utf8')));
process.exitCode = answer.Ok ? 0 : 1;
process.stdout.write(`${JSON.stringify(answer)}\n`);
