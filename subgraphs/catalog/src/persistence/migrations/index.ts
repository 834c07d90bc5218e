import { ReadModel20261121000000 } from './20261121000000-read-model.ts';

export const MIGRATIONS = [ReadModel20261121000000];
