import type { Viewer } from '@cardstock/service';
import type { Loaders } from './loaders.ts';
import type { StaffLoaders } from './staff-loaders.ts';

export interface Context {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly loaders: Loaders & StaffLoaders;
}
