import type { Sql } from '@cardstock/messaging';
import type { PricedVariant, PricedVariants } from '../../application/prices/bulk/ports.ts';
import { storable } from '../storable.ts';

interface Row {
  readonly sku: string;
  readonly productId: string;
  readonly amount: number;
  readonly currency: string;
}

const COLUMNS = 'v.sku, v.product_id as "productId", v.price_amount as amount, v.price_currency as currency';

const toPriced = ({ sku, productId, amount, currency }: Row): PricedVariant => ({
  sku,
  productId,
  price: { amount, currency },
});

const MATCHING = `
  select ${COLUMNS} from variant v join product p on p.id = v.product_id
  where not v.is_retired
    and ($1::text[] is null or p.kind = any($1)) and ($2::text[] is null or p.game = any($2))
    and ($3::text[] is null or p.set_name = any($3)) and ($4::text[] is null or p.rarity = any($4))
    and ($5::text[] is null or v.condition = any($5)) and ($6::text[] is null or v.foiling = any($6))
    and v.price_amount >= coalesce($7::int, 0) and v.price_amount <= coalesce($8::int, 2147483647)
  order by v.sku limit $9`;

/** SKUs and their prices as the read model has them: a change planned on a price that has moved meanwhile is refused. */
export const makePricedVariants = (sql: Sql): PricedVariants => ({
  bySkus: async (skus) =>
    (await sql<Row>(`select ${COLUMNS} from variant v where v.sku = any($1::text[])`, [skus])).map(toPriced),
  matching: async ({ kind, game, set, rarity, condition, foiling, minPrice, maxPrice }, limit) => {
    const wanted = [kind, game, set, rarity, condition, foiling].map((values) => (values ? storable(values) : null));
    return (await sql<Row>(MATCHING, [...wanted, minPrice ?? null, maxPrice ?? null, limit])).map(toPriced);
  },
});
