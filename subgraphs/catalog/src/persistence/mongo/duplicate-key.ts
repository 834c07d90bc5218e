import { MongoBulkWriteError, MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11_000;

export const isDuplicateKey = (err: unknown): boolean => err instanceof MongoServerError && err.code === DUPLICATE_KEY;

/** The places in a bulk of what met a key that is taken. Throws the error itself where anything else went wrong. */
export const duplicatesIn = (err: unknown): number[] => {
  if (!(err instanceof MongoBulkWriteError)) throw err;
  const failures = [err.writeErrors].flat();
  if (failures.some(({ code }) => code !== DUPLICATE_KEY)) throw err;
  return failures.map(({ index }) => index);
};
