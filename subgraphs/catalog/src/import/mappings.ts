import { fleshAndBloodMapping } from './flesh-and-blood/mapping.ts';
import type { GameMapping } from './game-mapping.ts';

/** The games whose cards can be imported. Another one is its mapping, and a line here. */
export const MAPPINGS: readonly GameMapping[] = [fleshAndBloodMapping];
