import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

let registry: TestRegistry;
let rover: Rover;
beforeAll(async () => {
  registry = await startTestRegistry();
  rover = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
});
afterAll(async () => {
  await registry.stop();
  await rover.remove();
});

const CLEAN = '"What can be asked."\ntype Query {\n  "Größe 🙂"\n  size: Int\n}\n';
const graphLint = async (name: string, sdl: string, ...more: string[]) =>
  rover(['graph', 'lint', 'cards@current', '--schema', await rover.file(name, sdl), ...more]);

(hasRover ? describe : describe.skip)('rover graph lint', () => {
  it('finds nothing in a clean schema', async () => {
    const { code, text } = await graphLint('clean.graphql', CLEAN);
    expect({ code, text }).toEqual({ code: 0, text: expect.not.stringContaining('error') });
  });

  it('shows the place of an error, also behind letters of several bytes', async () => {
    const { code, text } = await graphLint('broken.graphql', CLEAN.replace('size: Int', 'first_size: Int'));
    expect(code).toBe(1);
    expect(text).toContain('error[E042]');
    expect(text).toMatch(/broken\.graphql:4:3/);
    expect(text).toContain('first_size');
    expect(text).toContain('Field names should use camelCase');
  });

  it('only warns of taste', async () => {
    const { code, text } = await graphLint('warns.graphql', CLEAN.replace('size: Int', 'getSize: Int'));
    expect(code).toBe(0);
    expect(text).toContain('A field should not begin with get');
  });

  it('tells of a schema that is no GraphQL', async () => {
    const { code, text } = await graphLint('syntax.graphql', 'type Query {\n  a: }\n');
    expect(code).toBe(1);
    expect(text).toContain('Syntax Error');
  });

  it('tells programs of it in JSON', async () => {
    const { code, stdout } = await graphLint('json.graphql', CLEAN.replace('size', 'Size'), '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      data: {
        diagnostics: [{ level: 'ERROR', rule: 'FIELD_NAMES_SHOULD_BE_CAMEL_CASE', coordinate: 'Query.Size' }],
        success: false,
      },
      error: { code: 'E042' },
    });
  });

  it('takes the schema from its input', async () => {
    const { code } = await rover(['graph', 'lint', 'cards@current', '--schema', '-'], { input: CLEAN });
    expect(code).toBe(0);
  });

  it('wants a key that is known', async () => {
    const schema = await rover.file('any.graphql', CLEAN);
    const { code, text } = await rover(['graph', 'lint', 'cards@current', '--schema', schema], {
      env: { APOLLO_KEY: 'service:cards:unknown' },
    });
    expect(code).toBe(1);
    expect(text).toContain('Unauthorized: unknown API key');
  });
});
