import type { Viewer } from '@cardstock/service';
import type { Loaders } from './loaders.ts';

export interface CatalogContext {
  readonly viewer: Viewer;
  readonly loaders: Loaders;
}
