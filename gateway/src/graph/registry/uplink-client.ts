import { z } from 'zod';

/** A supergraph with the id under which the registry launched it. */
export interface Launched {
  readonly id: string;
  readonly sdl: string;
}

export interface UplinkAnswer {
  /** Undefined where the launch is still the one that was named. */
  readonly launched: Launched | undefined;
  /** How long to wait until asking again, in milliseconds; undefined where the registry does not say. */
  readonly restMs: number | undefined;
}

interface UplinkOptions {
  readonly key: string;
  readonly ref: string;
}

interface AskOptions {
  readonly url: string;
  readonly ifAfterId: string | undefined;
  readonly signal: AbortSignal;
}

/** Asks one registry. Throws where it does not answer, or refuses. */
export type AskUplink = (options: AskOptions) => Promise<UplinkAnswer>;

const QUERY = `query SupergraphSdl($apiKey: String!, $ref: String!, $ifAfterId: ID) {
  routerConfig(ref: $ref, apiKey: $apiKey, ifAfterId: $ifAfterId) {
    __typename
    ... on RouterConfigResult { id supergraphSdl: supergraphSDL minDelaySeconds }
    ... on Unchanged { id minDelaySeconds }
    ... on FetchError { code message }
  }
}`;

const MAX_ANSWER_BYTES = 67_108_864;
const SECOND_MS = 1_000;

const answer = z.object({
  data: z.object({
    routerConfig: z.discriminatedUnion('__typename', [
      z.object({
        __typename: z.literal('RouterConfigResult'),
        id: z.string().min(1),
        supergraphSdl: z.string().min(1),
        minDelaySeconds: z.number(),
      }),
      z.object({
        __typename: z.literal('Unchanged'),
        id: z.string().optional(),
        minDelaySeconds: z.number().optional(),
      }),
      z.object({ __typename: z.literal('FetchError'), code: z.string(), message: z.string() }),
    ]),
  }),
});

/** No more of it than a supergraph can have: a registry that went mad must not take the gateway's memory. */
const readBounded = async (reply: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of reply.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`its answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parse = (text: string): z.infer<typeof answer>['data']['routerConfig'] => {
  const parsed = answer.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data.data.routerConfig;
  throw new Error('its answer is none of Uplink', { cause: parsed.error });
};

/** Speaks Uplink, the protocol between a schema registry and gateways, for one graph. */
export const makeUplink =
  ({ key: apiKey, ref }: UplinkOptions): AskUplink =>
  async ({ url, ifAfterId, signal }) => {
    const reply = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal,
      headers: { 'content-type': 'application/json', 'apollographql-client-name': 'cardstock-gateway' },
      body: JSON.stringify({ query: QUERY, variables: { apiKey, ref, ifAfterId: ifAfterId ?? null } }),
    });
    const text = await readBounded(reply);
    if (!reply.ok) throw new Error(`it answers with status ${reply.status}`);
    const config = parse(text);
    if (config.__typename === 'FetchError') throw new Error(`${config.code}: ${config.message}`);
    const restMs = config.minDelaySeconds === undefined ? undefined : config.minDelaySeconds * SECOND_MS;
    if (config.__typename === 'Unchanged') return { launched: undefined, restMs };
    return { launched: { id: config.id, sdl: config.supergraphSdl }, restMs };
  };
