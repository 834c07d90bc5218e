import { ReadModel20261121000000 } from './20261121000000-read-model.ts';
import { PlainNames20261122000000 } from './20261122000000-plain-names.ts';
import { Listing20261123000000 } from './20261123000000-listing.ts';
import { Search20261124000000 } from './20261124000000-search.ts';
import { ScheduledPrices20261125000000 } from './20261125000000-scheduled-prices.ts';
import { PriceImports20261125000001 } from './20261125000001-price-imports.ts';
import { ToldVersions20261126000000 } from './20261126000000-told-versions.ts';
import { ProductChanges20261128000000 } from './20261128000000-product-changes.ts';
import { StockEnquiry20261129000000 } from './20261129000000-stock-enquiry.ts';

export const MIGRATIONS = [
  ReadModel20261121000000,
  PlainNames20261122000000,
  Listing20261123000000,
  Search20261124000000,
  ScheduledPrices20261125000000,
  PriceImports20261125000001,
  ToldVersions20261126000000,
  ProductChanges20261128000000,
  StockEnquiry20261129000000,
];
