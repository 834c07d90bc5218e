import type { Access, Caller } from '../application/access.ts';
import { RegistryError } from '../application/errors.ts';
import type { GraphQueries } from '../application/ports.ts';
import { parseGraphRef } from '../domain/graph-ref.ts';
import type { GraphqlModule } from '../graphql/module.ts';

interface Options {
  readonly queries: Pick<GraphQueries, 'variant' | 'launch' | 'document'>;
  readonly accessOf: (caller: Caller) => Access;
  /** How soon gateways are to ask again. */
  readonly pollSeconds: number;
}

type FetchErrorCode = 'ACCESS_DENIED' | 'AUTHENTICATION_FAILED' | 'RETRY_LATER' | 'UNKNOWN_REF';

const sdl = `
  type Query {
    "The supergraph that a variant serves, for gateways."
    routerConfig(
      "graph@variant"
      ref: String!
      apiKey: String!
      "The launch that the gateway has already."
      ifAfterId: ID
    ): RouterConfigResponse!
  }
  union RouterConfigResponse = RouterConfigResult | Unchanged | FetchError
  type RouterConfigResult { id: ID! supergraphSDL: String! minDelaySeconds: Float! }
  type Unchanged { id: ID! minDelaySeconds: Float! }
  type FetchError { code: FetchErrorCode! message: String! minDelaySeconds: Float! }
  enum FetchErrorCode { ACCESS_DENIED AUTHENTICATION_FAILED NOT_IMPLEMENTED_ON_THIS_INSTANCE RETRY_LATER UNKNOWN_REF }
`;

interface Arguments {
  readonly ref: string;
  readonly apiKey: string;
  readonly ifAfterId?: string | null;
}

const CODES: Partial<Record<RegistryError['code'], FetchErrorCode>> = {
  UNAUTHENTICATED: 'AUTHENTICATION_FAILED',
  FORBIDDEN: 'ACCESS_DENIED',
};

/** What gateways ask for every few seconds: the supergraph of a variant, if it is another one than they have. */
export const uplinkModule = ({ queries, accessOf, pollSeconds: minDelaySeconds }: Options): GraphqlModule => {
  const refused = (code: FetchErrorCode, message: string) => ({
    __typename: 'FetchError',
    code,
    message,
    minDelaySeconds,
  });
  const served = async ({ ref: text, apiKey, ifAfterId }: Arguments, address: string) => {
    const ref = parseGraphRef(text);
    if (!ref) return refused('UNKNOWN_REF', `"${text}" is no graph@variant`);
    await accessOf({ key: apiKey, address }).require('read', ref.graph);
    const id = (await queries.variant(ref))?.servedLaunchId;
    if (id === undefined) return refused('UNKNOWN_REF', `${text} has no supergraph`);
    if (id === ifAfterId) return { __typename: 'Unchanged', id, minDelaySeconds };
    const hash = (await queries.launch(ref.graph, id))?.supergraphHash;
    if (hash === undefined) return refused('UNKNOWN_REF', `${text} is no federated graph`);
    return { __typename: 'RouterConfigResult', id, supergraphSDL: await queries.document(hash), minDelaySeconds };
  };
  return {
    sdl,
    resolvers: {
      Query: {
        routerConfig: (_root, args: Arguments, { address }) =>
          served(args, address).catch((err: unknown) => {
            if (!(err instanceof RegistryError)) throw err;
            return refused(CODES[err.code] ?? 'RETRY_LATER', err.message);
          }),
      },
    },
  };
};
