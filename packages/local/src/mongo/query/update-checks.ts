import type { Document } from 'bson';
import { setValue } from 'mingo/util';
import { CommandError } from '../errors.ts';
import { leavesOf } from '../index/path.ts';

/** mingo leaves a field alone where MongoDB refuses the update; these checks refuse it first. */
const CREATING = new Set(['$set', '$inc', '$mul', '$min', '$max', '$push', '$addToSet', '$currentDate']);
const COUNTING = new Set(['$inc', '$mul']);
const GROWING = new Set(['$push', '$addToSet']);
const LISTING = new Set([...GROWING, '$pull', '$pullAll', '$pop']);

const canHold = (value: unknown, part: string): boolean => {
  if (value === undefined) return true;
  if (Array.isArray(value)) return /^\d+$/.test(part);
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !('_bsontype' in value);
};

const checkPath = (document: Document, field: string): void => {
  let value: unknown = document;
  for (const part of field.split('.')) {
    if (!canHold(value, part))
      throw new CommandError(28, `Cannot create field '${part}' of '${field}' in a plain value`);
    value = value === undefined ? undefined : (value as Document)[part];
  }
};

const checkValue = (operator: string, field: string, value: unknown): void => {
  if (value === undefined) return;
  if (COUNTING.has(operator) && typeof value !== 'number')
    throw new CommandError(14, `Cannot apply ${operator} to the field ${field}, which is not a plain number`);
  if (LISTING.has(operator) && !Array.isArray(value))
    throw new CommandError(2, `The field '${field}' must be an array for ${operator}`);
};

/** Refuses what MongoDB would, and starts the lists that $push and $addToSet are to fill. */
export const prepareFor = (document: Document, modifier: Document): void => {
  for (const [operator, fields] of Object.entries(modifier))
    for (const field of Object.keys(fields ?? {})) {
      if (field.includes('$')) continue;
      if (CREATING.has(operator)) checkPath(document, field);
      const [value] = leavesOf(document, field.split('.'));
      checkValue(operator, field, value);
      // mingo sorts, cuts and removes doubles only in a list that is there already.
      if (value === undefined && GROWING.has(operator)) setValue(document, field, []);
    }
};
