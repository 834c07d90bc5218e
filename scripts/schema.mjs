// Writes schema/subgraphs/*.graphql from code, composes schema/supergraph.graphql, writes the event catalogue, the manifest of
// trusted documents and the OpenAPI document of the REST API. With --check it writes nothing and fails when a file is stale.
// Each subgraph prints its SDL in a process of its own: type-graphql keeps its metadata in one global place.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { eventCatalogue } from './event-catalogue.mjs';
import { trustedDocuments } from './trusted-documents.mjs';

const SUBGRAPHS = { auth: 4001, catalog: 4002, inventory: 4003, order: 4004, fulfillment: 4005, notification: 4006 };
const isCheck = process.argv.includes('--check');
const exec = promisify(execFile);

const printSdl = async (name) => {
  const entry = pathToFileURL(`subgraphs/${name}/dist/index.js`).href;
  const program = `const { makeSdl } = await import('${entry}'); process.stdout.write(await makeSdl());`;
  return (await exec(process.execPath, ['--input-type=module', '-e', program], { maxBuffer: 2 ** 24 })).stdout;
};

const printOpenApi = async (supergraphSdl) => {
  const entry = pathToFileURL('gateway/dist/rest/openapi/print.js').href;
  return (await import(entry)).printOpenApi(supergraphSdl, 'schema/operations/rest');
};

const compose = (services) => {
  const { errors, supergraphSdl } = composeServices(services);
  if (!errors?.length) return supergraphSdl;
  for (const { message } of errors) process.stderr.write(`does not compose: ${message}\n`);
  return process.exit(1);
};

const names = Object.keys(SUBGRAPHS);
const sdls = await Promise.all(names.map(printSdl));
const services = names.map((name, index) => ({
  name,
  url: `http://localhost:${SUBGRAPHS[name]}/graphql`,
  typeDefs: parse(sdls[index]),
}));
const supergraph = compose(services);
const files = [
  ...names.map((name, index) => [`schema/subgraphs/${name}.graphql`, sdls[index]]),
  ['schema/supergraph.graphql', `${supergraph}\n`],
  ['schema/events/catalogue.asyncapi.json', await eventCatalogue()],
  ['schema/trusted-documents.json', await trustedDocuments()],
  ['schema/openapi.json', await printOpenApi(supergraph)],
];

const isStale = async ([file, content]) => !existsSync(file) || (await readFile(file, 'utf8')) !== content;
const stale = [];
for (const entry of files) if (await isStale(entry)) stale.push(entry);
if (isCheck && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.map(([file]) => file).join(', ')}. Run npm run schema and commit the result.\n`);
  process.exit(1);
}
for (const [file, content] of stale) await writeFile(file, content);
process.stdout.write(
  stale.length === 0
    ? 'The schema files are fresh and compose.\n'
    : `Wrote ${stale.map(([file]) => file).join(', ')}.\n`,
);
