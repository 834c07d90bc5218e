import type { AttributeDefinition } from '../attributes/definition.ts';
import type { ProductEvent } from './events.ts';
import type { ProductRefusal } from './refusals.ts';

/** What a command comes to: an event, nothing where all is so already, or a refusal. */
export type Decision =
  | { readonly ok: true; readonly event: ProductEvent | undefined }
  | { readonly ok: false; readonly refusal: ProductRefusal };

/** What products are measured by that is not theirs. */
export interface CatalogRules {
  readonly definitions: readonly AttributeDefinition[];
  /** The id that a category has now, also where it was merged into another; undefined where there is none. */
  categoryIdNow(id: string): string | undefined;
}

export const happened = (event: ProductEvent): Decision => ({ ok: true, event });
export const alreadySo: Decision = { ok: true, event: undefined };
export const refuse = (refusal: ProductRefusal): Decision => ({ ok: false, refusal });

/** Values of products are JSON, made by the same code in the same order. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether two values say the same, in whatever order their keys are: another source may have made them. */
export const isAlike = (one: unknown, other: unknown): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [entries, known] = [Object.entries(one), new Map(Object.entries(other))];
  const isSameSort = Array.isArray(one) === Array.isArray(other) && entries.length === known.size;
  return isSameSort && entries.every(([key, value]) => known.has(key) && isAlike(value, known.get(key)));
};

/** Of these changes those that change something. */
export const effective = <Known extends object>(known: Known, changes: Partial<Known>): Partial<Known> =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([field, value]) => value !== undefined && !isSame(value, known[field as keyof Known]),
    ),
  ) as Partial<Known>;
