import type { Random } from '../random.ts';
import { askUntilAnswered } from './client.ts';

interface Level {
  readonly onHand: number;
  readonly version: number;
  readonly warehouse: { readonly id: string };
}
interface Variant {
  readonly sku: string;
  readonly stock: readonly Level[];
}

const PRODUCTS =
  'query Goods($after: String) { products(first: 50, after: $after) { nodes { variants { sku } } pageInfo { endCursor hasNextPage } } }';

interface Page {
  readonly products: {
    nodes: { variants: { sku: string }[] }[];
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
}

const skusOf = async (gatewayUrl: string, wanted: number): Promise<string[]> => {
  const skus: string[] = [];
  let after: string | null = null;
  do {
    const { products }: Page = await askUntilAnswered<Page>(gatewayUrl, { query: PRODUCTS, variables: { after } });
    skus.push(...products.nodes.flatMap(({ variants }) => variants.map(({ sku }) => sku)));
    after = products.pageInfo.hasNextPage ? products.pageInfo.endCursor : null;
  } while (after !== null && skus.length < wanted);
  return skus.slice(0, wanted);
};

const AT_ONCE = 10;
const inChunks = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, place) =>
    items.slice(place * AT_ONCE, (place + 1) * AT_ONCE),
  );

const levelsOf = async (gatewayUrl: string, token: string, skus: readonly string[]): Promise<Variant[]> => {
  const fields = skus.map(
    (sku, place) => `v${place}: variant(sku: ${JSON.stringify(sku)}) { sku stock { onHand version warehouse { id } } }`,
  );
  const data = await askUntilAnswered<Record<string, Variant>>(
    gatewayUrl,
    { query: `query Levels { ${fields.join(' ')} }` },
    token,
  );
  return Object.values(data);
};

const adjustments = ({ sku, stock }: Variant, pieces: number) =>
  stock.flatMap(({ onHand, version, warehouse }, place) => {
    const delta = (place === 0 ? pieces : 0) - onHand;
    return delta === 0
      ? []
      : [{ sku, warehouseId: warehouse.id, delta, reason: 'set for a test', expectedVersion: version }];
  });

const adjust = async (
  gatewayUrl: string,
  token: string,
  inputs: readonly ReturnType<typeof adjustments>[number][],
): Promise<void> => {
  if (inputs.length === 0) return;
  const names = inputs.map((_, place) => `$i${place}: AdjustStockInput!`).join(', ');
  const fields = inputs.map((_, place) => `a${place}: adjustStock(input: $i${place}) { __typename }`).join(' ');
  const variables = Object.fromEntries(inputs.map((input, place) => [`i${place}`, input]));
  await askUntilAnswered(gatewayUrl, { query: `mutation Set(${names}) { ${fields} }`, variables }, token);
};

/** Sets SKUs to the pieces that are given, in order, whatever they had, and returns how many each has now. Asked of staff. */
export const setStock = async (
  gatewayUrl: string,
  staffToken: string,
  pieces: readonly number[],
): Promise<Map<string, number>> => {
  const skus = await skusOf(gatewayUrl, pieces.length);
  if (skus.length < pieces.length)
    throw new Error(`the catalogue has ${skus.length} SKUs only, ${pieces.length} are needed`);
  const wanted = new Map(skus.map((sku, place) => [sku, pieces[place] ?? 0]));
  for (const chunk of inChunks(skus)) {
    const variants = await levelsOf(gatewayUrl, staffToken, chunk);
    const inputs = variants.flatMap((variant) => adjustments(variant, wanted.get(variant.sku) ?? 0));
    for (const part of inChunks(inputs)) await adjust(gatewayUrl, staffToken, part);
  }
  for (const chunk of inChunks(skus)) {
    for (const { sku, stock } of await levelsOf(gatewayUrl, staffToken, chunk)) {
      const onHand = stock.reduce((sum, level) => sum + level.onHand, 0);
      if (onHand !== wanted.get(sku))
        throw new Error(`${sku} has ${onHand} pieces and not the ${wanted.get(sku)} that were set`);
    }
  }
  return wanted;
};

/** From 1 to 10 pieces of each SKU: few enough to fight for, and enough for the orders together. */
export const piecesFor = (orders: number, random: Random): number[] =>
  Array.from({ length: Math.max(20, Math.ceil(orders * 0.6)) }, (_, place) =>
    place < HOT_SKUS ? random.int(1, 3) : random.int(1, 10),
  );

/** The first SKUs are those that everybody wants. */
export const HOT_SKUS = 4;

const SKUS_PER_PRODUCT = 5;

/** How many products to import so that there are SKUs enough, with some to spare. */
export const productsFor = (orders: number): number => Math.max(40, Math.ceil((orders * 0.6 * 1.3) / SKUS_PER_PRODUCT));
