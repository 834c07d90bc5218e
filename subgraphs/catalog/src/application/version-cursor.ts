import { badUserInput, decodeCursor, encodeCursor } from '@cardstock/service';

/** A place in a list that is ordered by versions. */
export const versionCursor = (version: number): string => encodeCursor([version]);

/** The version after which a page begins: before all of them where there is no cursor. Throws BAD_USER_INPUT. */
export const versionAfter = (cursor: string | null | undefined): number => {
  if (typeof cursor !== 'string') return 0;
  const [version] = decodeCursor(cursor, 1);
  if (typeof version === 'number' && Number.isSafeInteger(version) && version >= 0) return version;
  throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
};
