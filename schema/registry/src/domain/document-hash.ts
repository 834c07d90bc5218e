import { createHash } from 'node:crypto';

/** The name of a text: the same text has the same one, always. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
