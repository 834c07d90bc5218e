import type { EditRefusal, StaleVersion, TooMuchStock } from '../../domain/stock/edit.ts';
import { wordsFor } from '../../domain/stock/refusal-words.ts';
import type { CountRefusal } from '../../domain/stock/stock-count.ts';
import {
  CountBelowReservedType,
  NegativeStockType,
  StaleStockVersionType,
  StockTooLargeType,
} from './stock-refusal.types.ts';

export const toStale = (refusal: StaleVersion): StaleStockVersionType =>
  Object.assign(new StaleStockVersionType(), { message: wordsFor(refusal), ...refusal });

export const toTooLarge = (refusal: TooMuchStock): StockTooLargeType =>
  Object.assign(new StockTooLargeType(), { message: wordsFor(refusal), ...refusal });

/** The refusal of an edit of a level, as a client sees it. */
export const toEditRefusal = (refusal: EditRefusal): StaleStockVersionType | NegativeStockType | StockTooLargeType => {
  switch (refusal.code) {
    case 'STOCK_VERSION_STALE':
      return toStale(refusal);
    case 'STOCK_NEGATIVE':
      return Object.assign(new NegativeStockType(), { message: wordsFor(refusal), ...refusal });
    case 'STOCK_TOO_LARGE':
      return toTooLarge(refusal);
  }
};

/** The refusal of a count, as a client sees it. */
export const toCountRefusal = (
  refusal: CountRefusal,
): StaleStockVersionType | CountBelowReservedType | StockTooLargeType => {
  switch (refusal.code) {
    case 'STOCK_VERSION_STALE':
      return toStale(refusal);
    case 'STOCK_TOO_LARGE':
      return toTooLarge(refusal);
    case 'STOCK_COUNT_BELOW_RESERVED':
      return Object.assign(new CountBelowReservedType(), { message: wordsFor(refusal), ...refusal });
  }
};
