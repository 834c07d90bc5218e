import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type E2ePlatform, e2ePlatform } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const SUBGRAPHS = ['auth', 'catalog', 'inventory', 'order', 'fulfillment', 'notification'];
const exec = promisify(execFile);

let platform: E2ePlatform;
let folder: string;
beforeAll(async () => {
  platform = e2ePlatform();
  folder = await mkdtemp(join(tmpdir(), 'cardstock-rover-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = async (program: string, args: readonly string[], more: Record<string, string> = {}): Promise<Ended> => {
  const settings = { APOLLO_CONFIG_HOME: folder, APOLLO_ELV2_LICENSE: 'accept', APOLLO_TELEMETRY_DISABLED: '1' };
  const env = { ...process.env, ...platform.env, ...settings, APOLLO_ROVER_SKIP_UPDATE: '1', ...more };
  try {
    return { code: 0, ...(await exec(process.execPath, [program, ...args], { env })) };
  } catch (err) {
    return err as Ended;
  }
};
/** `npm run rover -- …`, beside the platform of the tests. */
const rover = (...args: readonly string[]): Promise<Ended> => run('packages/local/dist/rover.js', args);
const urlOf = (name: string, host = 'localhost'): string =>
  `http://${host}:${platform.env[`${name.toUpperCase()}_PORT`]}/graphql`;

describe('npm run rover', () => {
  it('introspects each running subgraph, and they compose to the supergraph of the repository', async () => {
    const entries = await Promise.all(
      SUBGRAPHS.map(async (name, index) => {
        const { code, stdout } = await rover('subgraph', 'introspect', urlOf(name));
        expect([name, code]).toEqual([name, 0]);
        await writeFile(join(folder, `${name}.graphql`), stdout);
        const url = `http://localhost:${4001 + index}/graphql`;
        return `  ${name}: { routing_url: "${url}", schema: { file: ${name}.graphql } }\n`;
      }),
    );
    const config = join(folder, 'supergraph.yaml');
    await writeFile(config, `federation_version: =2.14.4\nsubgraphs:\n${entries.join('')}`);
    const { code, stdout } = await rover('supergraph', 'compose', '--config', config);
    expect(code).toBe(0);
    expect(stdout).toBe(await readFile('schema/supergraph.graphql', 'utf8'));
  });

  it('is not let in without the token that it adds', async () => {
    const { code, stdout } = await run('node_modules/@apollo/rover/bin/rover.js', [
      ...['subgraph', 'introspect', urlOf('auth')],
      ...['--client-timeout', '2'],
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});
