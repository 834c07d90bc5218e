import type { FinishedImport } from '../../application/write.ports.ts';
import type { Product, ProductEvent } from '../../domain/product.ts';

/** `_id` is the position: the unique key that a writer and a sealer of gaps compete for. */
export interface EventDocument {
  readonly _id: number;
  readonly productId: string;
  readonly version: number;
  readonly type: ProductEvent['type'] | 'PositionSkipped';
  readonly data: Omit<ProductEvent, 'type'> | null;
  readonly occurredAt: Date;
  readonly actor: string;
}

export interface ProductDocument extends Product {
  readonly _id: string;
}

export interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}

export interface ImportDocument extends FinishedImport {
  readonly _id: string;
}
