// The manifest of the documents that our own clients send, in the format of Apollo's clients and of Rover.
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { parse } from 'graphql';

const entryOf = async (file) => {
  const body = (await readFile(file, 'utf8')).trim();
  const operation = parse(body).definitions.find(({ kind }) => kind === 'OperationDefinition');
  const id = createHash('sha256').update(body).digest('hex');
  return { id, name: operation.name.value, type: operation.operation, body };
};

/** Resolves to the text of the manifest of all documents below schema/operations. */
export const trustedDocuments = async () => {
  const files = (await Array.fromAsync(glob('schema/operations/**/*.graphql'))).sort();
  const operations = await Promise.all(files.map(entryOf));
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, undefined, 2)}\n`;
};
