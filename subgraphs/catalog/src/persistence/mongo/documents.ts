import type { FinishedImport } from '../../application/write.ports.ts';
import type { ProductEvent, ProductEventType } from '../../domain/product/events.ts';
import type { Product } from '../../domain/product/state.ts';

/** `_id` is the position: the unique key that a writer and a sealer of gaps compete for. */
export interface EventDocument {
  readonly _id: number;
  readonly productId: string;
  readonly version: number;
  readonly type: ProductEventType | 'PositionSkipped';
  readonly data: Omit<ProductEvent, 'type'> | null;
  readonly occurredAt: Date;
  readonly actor: string;
  readonly commandId?: string;
}

export interface ProductDocument extends Product {
  readonly _id: string;
  /** Of the code that folded it; that of other code is not read. */
  readonly fold?: number;
}

/** `_id` is the name, so that it can be had once only. */
export interface ClaimDocument {
  readonly _id: string;
  readonly productId: string;
  /** Of the event that takes the name: what the stream holds at that version decides whether the claim was used. */
  readonly version: number;
  readonly at: Date;
  /** Of the attempt that made it, which alone may give it back. */
  readonly attempt: string;
}

export interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}

export interface ImportDocument extends FinishedImport {
  readonly _id: string;
}

/** A change of what is changed as a whole, with the version that it made. */
export interface ChangeDocument {
  /** `_id` of the setting. */
  readonly document: string;
  readonly version: number;
  /** What it is about, to be found by. */
  readonly subjects: readonly string[];
  readonly actor: string;
  readonly at: Date;
  readonly change: unknown;
  readonly commandId?: string | undefined;
}

/** What is changed as a whole: all categories, all definitions of attributes. */
export interface SettingDocument {
  readonly _id: string;
  readonly version: number;
  readonly value: { readonly version: number };
  /** What made this version: written with it, as one. Not there where nobody asked for it yet, before there was a log. */
  readonly changes?: readonly Omit<ChangeDocument, 'document'>[];
}
