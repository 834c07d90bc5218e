import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { type FieldNode, getNamedType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { loadGraph } from '../../src/graph/graph.ts';
import { bindEndpoints } from '../../src/rest/bind-endpoints.ts';
import { type DocumentedEndpoint, loadEndpoints } from '../../src/rest/documents.ts';
import { ENDPOINTS } from '../../src/rest/endpoints.ts';
import { printOpenApi } from '../../src/rest/openapi/print.ts';
import { STATUS_OF_CODE } from '../../src/rest/statuses.ts';
import { type Contract, checkContract } from './contract.ts';

const FOLDER = 'schema/operations/rest';
const sdl = readFileSync('schema/supergraph.graphql', 'utf8');
const committed = readFileSync('schema/openapi.json', 'utf8');
const document = JSON.parse(committed);
const graph = await loadGraph(sdl);
const endpoints = await loadEndpoints(FOLDER);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(committed))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('is what the supergraph and the documents make of it', async () => {
    expect(await printOpenApi(sdl, FOLDER)).toBe(committed);
  });

  it('cannot be made of a graph that lacks something', async () => {
    const without = sdl.replace(/\bpriceHistory\b/g, 'pastPrices');
    await expect(printOpenApi(without, FOLDER)).rejects.toThrow('GET /variants/{sku}/price-history');
  });

  it('says what every parameter, member and property is for', () => {
    const operations = Object.values<Record<string, never>>(document.paths).flatMap((path) => Object.values(path));
    const silent = operations.flatMap(({ operationId, summary, parameters, requestBody }: never) => [
      ...(summary ? [] : [operationId]),
      ...(parameters as { $ref?: string; name: string; description?: string }[])
        .filter(({ $ref, description }) => !$ref && !description)
        .map(({ name }) => `${operationId} ${name}`),
      ...Object.entries<{ description?: string; $ref?: string }>(
        (requestBody as { content?: never } | undefined)?.content?.['application/json']?.['schema']?.['properties'] ??
          {},
      )
        .filter(([, { description }]) => !description)
        .map(([name]) => `${operationId} body ${name}`),
    ]);
    expect(silent).toEqual([]);
  });

  it('has an operation for every endpoint, each under a name of its own', () => {
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(ids).toHaveLength(ENDPOINTS.length);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Whether the graph itself demands a login for anything that a document asks for. */
const demandsLogin = ({ document: asked }: DocumentedEndpoint): boolean => {
  const types = new TypeInfo(graph.clientSchema);
  let isDemanded = false;
  const enter = ({ name }: FieldNode): void => {
    const need = graph.rights.ofField(getNamedType(types.getParentType())?.name ?? '', name.value);
    isDemanded ||= need !== undefined && (need.isLogin || need.scopes.length > 0);
  };
  visit(asked, visitWithTypeInfo(types, { [Kind.FIELD]: { enter } }));
  return isDemanded;
};

describe('the table of endpoints', () => {
  it('asks for a login wherever the graph does', () => {
    const careless = endpoints.filter((one) => demandsLogin(one) && !one.endpoint.needsLogin);
    expect(careless.map(({ endpoint }) => endpoint.path)).toEqual([]);
    expect(endpoints.filter(demandsLogin).length).toBeGreaterThan(3);
  });

  it('fits the graph, with documents in which fragments of one name are the same', () => {
    expect(bindEndpoints(endpoints, graph.clientSchema).unfit).toEqual([]);
  });

  it('has a status for every code that docs/errors.md lists', () => {
    const [, failures = ''] = readFileSync('docs/errors.md', 'utf8').split('## Bad requests and failures');
    const codes = [...(failures.split(/^## /m)[0] ?? '').matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => code),
    );
    // Of documents and streams, which clients of the REST API do not send or open.
    const elsewhere =
      /^(GRAPHQL_|OPERATION_RESOLUTION|PERSISTED_|TOO_MANY_OPERATIONS|TOO_MANY_CONNECTIONS|CLIENT_TOO_SLOW|SCHEMA_CHANGED|CONFLICT)/;
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !elsewhere.test(code) && STATUS_OF_CODE[code] === undefined)).toEqual([]);
  });
});

describe('the check that tests hold answers against it with', () => {
  const contract = JSON.parse(committed.replaceAll('#/components/schemas/', '#/$defs/')) as Contract;
  const check =
    (body: unknown, status = 200) =>
    () =>
      checkContract(contract, {
        ...{ method: 'GET', path: '/inventory/A', status, body },
        headers: new Headers({ 'content-type': status === 200 ? 'application/json' : 'application/problem+json' }),
      });

  it('takes what is told of', () => {
    expect(check({ available: 1, status: 'IN_STOCK', expectedAt: null })).not.toThrow();
    expect(check({ type: 't', title: 'T', status: 404, code: 'C', detail: 'd', requestId: 'r' }, 404)).not.toThrow();
  });

  it.each<[string, unknown, number]>([
    ['a member that is not told of', { available: 1, status: 'IN_STOCK', expectedAt: null, secret: 1 }, 200],
    ['a member that is missing', { available: 1, status: 'IN_STOCK' }, 200],
    ['a null where there is none', { available: null, status: 'IN_STOCK', expectedAt: null }, 200],
    ['a value that is none', { available: 1, status: 'PLENTY', expectedAt: null }, 200],
    ['a problem without a code', { type: 't', title: 'T', status: 404, detail: 'd', requestId: 'r' }, 404],
  ])('finds %s', (_what, body, status) => expect(check(body, status)).toThrow('breaks the contract'));
});
