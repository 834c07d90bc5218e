import type { SubgraphDefinition } from '../small-subgraph.ts';
import { accounts } from './accounts.ts';
import { products } from './products.ts';
import { reviews } from './reviews.ts';
import { stock } from './stock.ts';

/** Four subgraphs that use what federation offers, with entities that are missing, broken, or known in part. */
export const corpusFederation = (): SubgraphDefinition[] => [accounts(), products, reviews(), stock];
