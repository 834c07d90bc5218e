import { dataSetOf } from '../game-mapping.ts';
import { fleshAndBloodMapping } from './mapping.ts';

/** Every printing of Flesh and Blood, from an npm package (MIT). */
export const fleshAndBlood = dataSetOf(fleshAndBloodMapping);
