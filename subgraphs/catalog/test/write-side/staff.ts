import { aUser, eventually } from '@cardstock/testing';
import { expect } from '@jest/globals';
import type { RunningCatalog } from '../running-catalog.ts';
import { aNewProduct, aNewVariant } from './new-product.ts';

export const MANAGER = aUser(['CATALOG_MANAGER']);

const SAVED = `__typename ... on DomainError { code message }
  ... on ProductSaved { product { id slug name status version categories { id } variants { sku isOnSale price { amount } product { id } } } }`;

export interface Saved {
  readonly __typename: string;
  readonly code?: string;
  readonly product: {
    readonly id: string;
    readonly status: string;
    readonly version: number;
    readonly variants: { readonly sku: string }[];
  };
}

/** What a catalogue manager does, and what came of it. */
export const staffOf = (catalog: RunningCatalog) => {
  const run = async <Result>(query: string, variables: Record<string, unknown>): Promise<Result> => {
    const { data, errors } = await catalog.askAs<{ outcome: Result }>(MANAGER, query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data.outcome;
  };
  const change = (mutation: string, types: string, variables: Record<string, unknown>): Promise<Saved> => {
    const names = Object.keys(variables);
    const given = names.map((name) => `${name}: $${name}`).join(', ');
    return run<Saved>(`mutation (${types}) { outcome: ${mutation}(${given}) { ${SAVED} } }`, variables);
  };
  return {
    run,
    create: (slug: string, more: object = {}) =>
      change('createProduct', '$input: CreateProductInput!', { input: aNewProduct(slug, more) }),
    update: (productId: string, input: object, expectedVersion?: number) =>
      change('updateProduct', '$productId: ID!, $input: UpdateProductInput!, $expectedVersion: Int', {
        productId,
        input,
        expectedVersion,
      }),
    addVariant: (productId: string, sku: string) =>
      change('addVariant', '$productId: ID!, $input: NewVariantInput!', { productId, input: aNewVariant(sku) }),
    retireVariant: (productId: string, sku: string) =>
      change('retireVariant', '$productId: ID!, $sku: ID!', { productId, sku }),
    assign: (productId: string, categoryIds: readonly string[]) =>
      change('assignProductCategories', '$productId: ID!, $categoryIds: [ID!]!', { productId, categoryIds }),
    /** publish, unpublish, archive, delete or restore. */
    setStatus: (verb: string, productId: string) => change(`${verb}Product`, '$productId: ID!', { productId }),
  };
};

/** Waits until the read model has the product at this version. */
export const projected = (catalog: RunningCatalog, { id, version }: Saved['product']): Promise<void> =>
  eventually(async () => {
    const [row] = await catalog.stores.sql<{ version: number }>(
      'select version from product where id = $1 union all select version from unlisted_product where id = $1',
      [id],
    );
    expect(row?.version).toBeGreaterThanOrEqual(version);
  });
