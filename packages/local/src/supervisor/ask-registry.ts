import type { Platform } from './platform.ts';

const ANSWER_WITHIN_MS = 60_000;

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Asks the registry of this platform, with the key that may do everything. Throws what it says where it refuses. */
export const askRegistry = async <Data>(
  { registryUrl, registryKey }: Pick<Platform, 'registryUrl' | 'registryKey'>,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> => {
  const reply = await fetch(`${registryUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': registryKey },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const { data, errors } = (await reply.json()) as Answer<Data>;
  if (errors || !data) throw new Error(errors?.map(({ message }) => message).join('\n') ?? 'no answer');
  return data;
};
