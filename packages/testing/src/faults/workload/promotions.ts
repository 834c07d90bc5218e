import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT } from '../platform/supervisor.ts';
import { askUntilAnswered } from './client.ts';

const SDL = join(PROJECT, 'schema', 'subgraphs', 'order.graphql');
const CREATE =
  'mutation CreatePromotion($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename } }';

/** Whether orders can be placed with codes: read from the schema, since an older platform may know of none. */
const knowsPromotions = async (): Promise<boolean> => {
  const sdl = await readFile(SDL, 'utf8');
  const [, placeOrderInput = ''] = /input PlaceOrderInput \{([^}]*)\}/.exec(sdl) ?? [];
  return placeOrderInput.includes('promotionCodes') && sdl.includes('createPromotion(');
};

/** Codes that one order each may use, with that limit; none where the platform knows no codes. Asked of staff. */
export const createPromotions = async (
  gatewayUrl: string,
  staffToken: string,
  count: number,
): Promise<ReadonlyMap<string, number>> => {
  if (!(await knowsPromotions())) return new Map();
  const codes = Array.from({ length: count }, (_, place) => `ONLY-ONCE-${place + 1}`);
  for (const code of codes) {
    const input = { code, kind: 'PERCENT', value: 1_000, usageLimit: 1 };
    await askUntilAnswered(gatewayUrl, { query: CREATE, variables: { input } }, staffToken);
  }
  return new Map(codes.map((code) => [code, 1]));
};
