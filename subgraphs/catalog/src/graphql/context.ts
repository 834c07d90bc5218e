import type { Viewer } from '@cardstock/service';
import type { CategoryTree } from '../domain/categories/tree.ts';
import type { Loaders } from './loaders.ts';

export interface CatalogContext {
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  /** All categories, read once per request and only when asked for. */
  tree(): Promise<CategoryTree>;
}
