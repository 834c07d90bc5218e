import { rename, writeFile } from 'node:fs/promises';
import { eventually } from '@cardstock/testing';
import { expect } from '@jest/globals';
import { smallFederation } from './federation.ts';
import { OrderLog } from './order-log.ts';
import { compose, type TestPlatform } from './platform.ts';
import type { SmallSubgraph, SubgraphDefinition } from './small-subgraph.ts';

const GREETER_SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5")
  type Query { greeting: String! }
  type Subscription { greetings: String! }`;

/** Something to add to the small federation: it greets, and streams what is logged as `greetings`. */
export const greeter = (log = new OrderLog()): SubgraphDefinition => ({
  name: 'notification',
  sdl: GREETER_SDL,
  resolvers: {
    Query: { greeting: () => 'hello' },
    Subscription: {
      greetings: {
        subscribe: () => log.follow('greetings', undefined),
        resolve: ({ status }: { status: string }) => status,
      },
    },
  },
});

export const definitionOf = (name: string, log = new OrderLog()): SubgraphDefinition => {
  const definition = smallFederation(log).find((one) => one.name === name);
  if (!definition) throw new Error(`the small federation has no ${name}`);
  return definition;
};

/** The supergraph of a platform, with other subgraphs in the places of those with their names, or besides. */
export const supergraphOf = (platform: TestPlatform, ...others: SmallSubgraph[]): string => {
  const byName = new Map<string, SmallSubgraph>(
    [...Object.values(platform.subgraphs), ...others].map((one) => [one.name, one]),
  );
  return compose([...byName.values()]);
};

/** Replaces the file as careful writers do: whole, in one step. */
export const replaceFile = async (file: string, text: string): Promise<void> => {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
};

export const loads = (platform: Pick<TestPlatform, 'metric'>, outcome: 'loaded' | 'refused') =>
  platform.metric('gateway_supergraph_loads_total', `outcome="${outcome}"`);

/** Waits until so many versions were taken over, the first one included. */
export const loaded = (platform: Pick<TestPlatform, 'metric'>, count: number): Promise<void> =>
  eventually(async () => expect(await loads(platform, 'loaded')).toBe(count));
