import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';

const CONFIG = resolve('rover.yaml');

let rover: Rover;
beforeAll(async () => {
  rover = await makeRover();
});
afterAll(() => rover.remove());

interface JsonAnswer {
  readonly data: { readonly success: boolean; readonly core_schema?: string };
  readonly error: {
    readonly code: string;
    readonly details: { readonly build_errors: readonly { code: string; nodes: readonly { subgraph: string }[] }[] };
  } | null;
}

/** A supergraph of these subgraphs, written as Rover takes it. */
const configOf = async (name: string, subgraphs: Readonly<Record<string, string>>): Promise<string> => {
  const entries = await Promise.all(
    Object.entries(subgraphs).map(async ([subgraph, sdl]) => {
      const file = await rover.file(`${name}-${subgraph}.graphql`, sdl);
      return `  ${subgraph}:\n    routing_url: http://127.0.0.1:1/graphql\n    schema: { file: ${file} }\n`;
    }),
  );
  return rover.file(`${name}.yaml`, `federation_version: =2.14.4\nsubgraphs:\n${entries.join('')}`);
};

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const compose = (config: string, ...more: string[]) => rover(['supergraph', 'compose', '--config', config, ...more]);

(hasRover ? describe : describe.skip)('rover supergraph compose, without a network', () => {
  it('makes of rover.yaml the supergraph of the repository, byte for byte', async () => {
    const { code, stdout, stderr } = await compose(CONFIG);
    expect({ code, errors: stderr.match(/^error/m) }).toEqual({ code: 0, errors: null });
    expect(stdout).toBe(await readFile('schema/supergraph.graphql', 'utf8'));
  });

  it('writes it into a file', async () => {
    const output = `${rover.folder}/supergraph.graphql`;
    expect((await compose(CONFIG, '--output', output)).code).toBe(0);
    expect((await readFile(output, 'utf8')).trim()).toBe((await readFile('schema/supergraph.graphql', 'utf8')).trim());
  });

  it('names what does not compose, with E029', async () => {
    const config = await configOf('broken', {
      users: `${LINK}type Query { me: User }\ntype User @key(fields: "nobody") { id: ID! }`,
      posts: `${LINK}type Query { posts: Int }`,
    });
    const { code, stdout, stderr } = await compose(config);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error[E029]');
    expect(stderr).toContain('KEY_INVALID_FIELDS');
    expect(stderr).toContain('[users]');
  });

  it('tells programs of it in JSON, with the subgraph', async () => {
    const config = await configOf('clash', {
      a: `${LINK}type Query { one: Int }`,
      b: `${LINK}type Query { two: Thing }\ntype Thing { id: ID! }\nextend type Nothing { x: Int }`,
    });
    const { code, stdout } = await compose(config, '--format', 'json');
    const { data, error } = JSON.parse(stdout) as JsonAnswer;
    expect({ code, success: data.success, error: error?.code }).toEqual({ code: 1, success: false, error: 'E029' });
    expect(error?.details.build_errors[0]).toMatchObject({
      code: 'EXTENSION_WITH_NO_BASE',
      nodes: [{ subgraph: 'b' }],
    });
  });

  it('says which subgraph is no GraphQL', async () => {
    const { code, stderr } = await compose(await configOf('syntax', { users: 'type Query { me: ' }));
    expect(code).toBe(1);
    expect(stderr).toContain('error[E029]');
    expect(stderr).toMatch(/INVALID_GRAPHQL: \[users\] Syntax Error/);
  });

  it('shows hints, and composes', async () => {
    const user = (about: string) => `"${about}"\ntype User @key(fields: "id") { id: ID! }`;
    const config = await configOf('hints', {
      a: `${LINK}type Query { a: User }\n${user('Who buys.')}`,
      b: `${LINK}type Query { b: User }\n${user('Who sells.')}`,
    });
    const { code, stdout, stderr } = await compose(config);
    expect(code).toBe(0);
    expect(stdout).toContain('type User');
    expect(stderr).toContain('HINT: Element "User" has inconsistent descriptions');
  });

  it('wants the licence of the composition to be accepted', async () => {
    const { code, stderr } = await rover(['supergraph', 'compose', '--config', CONFIG], {
      env: { APOLLO_ELV2_LICENSE: undefined, APOLLO_CONFIG_HOME: `${rover.folder}/nobody` },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('ELV2 license must be accepted');
  });

  it('misses a file of a subgraph', async () => {
    const config = await rover.file(
      'missing.yaml',
      'federation_version: =2.14.4\nsubgraphs:\n  a: { routing_url: http://a.test, schema: { file: none.graphql } }\n',
    );
    const { code, stderr } = await compose(config);
    expect(code).toBe(1);
    expect(stderr).toContain('none.graphql');
  });
});
