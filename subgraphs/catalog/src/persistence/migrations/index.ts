import { ReadModel20261121000000 } from './20261121000000-read-model.ts';
import { PlainNames20261122000000 } from './20261122000000-plain-names.ts';

export const MIGRATIONS = [ReadModel20261121000000, PlainNames20261122000000];
