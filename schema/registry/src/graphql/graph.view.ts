import type { Launch, Subgraph, Variant } from '../application/ports.ts';

export const graphOf = (id: string) => ({
  __typename: 'Graph',
  id,
  name: id,
  title: id,
  asActor: { actorId: id, type: 'GRAPH' },
});

/** `name` is what the API calls it; `variant` what our own types do. */
export const variantOf = (variant: Variant) => ({ __typename: 'GraphVariant', name: variant.variant, ...variant });

export const subgraphOf = ({ name, url, sdl, updatedAt }: Subgraph) => ({
  name,
  url,
  updatedAt: updatedAt.toISOString(),
  activePartialSchema: { sdl },
});

const resultOf = ({ status, errors, supergraphHash }: Launch) => {
  if (status === 'FAILED') return { __typename: 'BuildFailure', errorMessages: errors };
  return supergraphHash === undefined ? null : { __typename: 'BuildSuccess', coreSchema: { hash: supergraphHash } };
};

/** The version of federation that composed it, as subgraphs name it in their configuration. */
const FEDERATION = { __typename: 'CompositionBuildInput', version: '2' };

export const launchOf = (launch: Launch) => ({
  ...launch,
  __typename: 'Launch',
  createdAt: launch.createdAt.toISOString(),
  build: { result: resultOf(launch) },
  buildInput: FEDERATION,
});
