import { expect } from '@jest/globals';
import { fleshAndBlood, type SourceProduct } from '../src/index.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';

const SEARCH = `query ($query: String, $filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String, $last: Int, $before: String) {
  products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    correctedQuery
    pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    facets { field buckets { value count } }
    nodes { slug name number set rarity types variants { sku condition foiling price { amount } } }
  }
}`;

export interface Node {
  readonly slug: string;
  readonly name: string;
  readonly number: string;
  readonly set: string;
  readonly rarity: string;
  readonly types: string[];
  readonly variants: { sku: string; condition: string; foiling: string | null; price: { amount: number } }[];
}
export interface Page {
  readonly totalCount: number;
  readonly correctedQuery: string | null;
  readonly pageInfo: {
    hasNextPage: boolean;
    endCursor: string | null;
    hasPreviousPage: boolean;
    startCursor: string | null;
  };
  readonly facets: { field: string; buckets: { value: string; count: number }[] }[];
  readonly nodes: Node[];
}

/** Few cards with names that are hard to find, before many others. */
const chosenProducts = async (): Promise<SourceProduct[]> => {
  const wanted = new Set([
    ...['Annals of Sutcliffe', 'Command and Conquer', 'Olé', 'Sink Below', 'Ira, Crimson Haze', 'Dash I/O', 'T-Bone'],
    ...['Limpit, Hop-a-long', 'Skywarden no.161803', 'Courage', 'Bolt of Courage', 'Dynastic Dedication'],
    ...['Hunter or Hunted?', 'Hunt the Hunter', "Fyendal's Spring Tunic", 'Riches of Trōpal-Dhani'],
  ]);
  const all = await fleshAndBlood.load();
  return [...all.slice(300).filter(({ details }) => wanted.has(details.name)), ...all.slice(0, 300)];
};

/** A catalogue to search in. */
export interface SearchedCatalog {
  readonly products: readonly SourceProduct[];
  readonly catalog: RunningCatalog;
  /** Throws where the search is not answered without errors. */
  search(variables: Record<string, unknown>): Promise<Page>;
  /** The code, and the first field that is named. */
  refusal(variables: Record<string, unknown>): Promise<{ code: unknown; field: string | undefined }>;
}

export const startSearchedCatalog = async (): Promise<SearchedCatalog> => {
  const products = await chosenProducts();
  const catalog = await startCatalogWith(products);
  const ask = (variables: Record<string, unknown>) => catalog.ask<{ products: Page }>(SEARCH, variables);
  return {
    products,
    catalog,
    search: async (variables) => {
      const { data, errors } = await ask({ first: 100, ...variables });
      expect(errors).toBeUndefined();
      return data.products;
    },
    refusal: async (variables) => {
      const { errors } = await ask(variables);
      const [error] = errors ?? [];
      const fields = (error?.extensions['fields'] ?? []) as { field: string }[];
      return { code: error?.extensions.code, field: fields[0]?.field };
    },
  };
};
