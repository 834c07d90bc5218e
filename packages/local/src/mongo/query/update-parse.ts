import type { Document } from 'bson';
import { CommandError } from '../errors.ts';

/** What is wrong with an update whatever it meets; MongoDB refuses it before it looks for documents. */
const MODIFIERS = new Set([
  ...['$set', '$unset', '$setOnInsert', '$rename', '$currentDate', '$inc', '$mul', '$min', '$max', '$bit'],
  ...['$push', '$addToSet', '$pop', '$pull', '$pullAll'],
]);
const CLAUSES: Readonly<Record<string, readonly string[]>> = {
  $push: ['$each', '$slice', '$sort', '$position'],
  $addToSet: ['$each'],
};
const NUMBERS = new Set(['Long', 'Decimal128', 'Int32', 'Double']);

const isNumber = (value: unknown): boolean =>
  typeof value === 'number' ||
  (typeof value === 'object' && value !== null && '_bsontype' in value && NUMBERS.has(String(value._bsontype)));

const checkOperand = (operator: string, field: string, value: unknown): void => {
  if ((operator === '$inc' || operator === '$mul') && !isNumber(value)) {
    const verb = operator === '$inc' ? 'increment' : 'multiply';
    throw new CommandError(14, `Cannot ${verb} with non-numeric argument: {${field}: ${JSON.stringify(value)}}`);
  }
  const clauses = CLAUSES[operator];
  if (!clauses || typeof value !== 'object' || value === null || !('$each' in value)) return;
  const unknown = Object.keys(value).find((clause) => !clauses.includes(clause));
  if (unknown) throw new CommandError(2, `Unrecognized clause in ${operator}: ${unknown}`);
};

const pathsOf = ([operator, fields]: [string, unknown]): string[] => {
  if (!MODIFIERS.has(operator))
    throw new CommandError(9, `Unknown modifier: ${operator}. Expected a valid update modifier or a pipeline`);
  if (typeof fields !== 'object' || fields === null)
    throw new CommandError(9, `Modifiers operate on fields but we found ${typeof fields} in ${operator}`);
  for (const [field, value] of Object.entries(fields)) checkOperand(operator, field, value);
  return Object.keys(fields).concat(operator === '$rename' ? Object.values(fields).map(String) : []);
};

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}.`);

/** To be called with an update of operators. */
export const checkModifiers = (update: Document): void => {
  const paths = Object.entries(update).flatMap(pathsOf).sort();
  const clash = paths.find((path, place) => paths.slice(0, place).some((other) => isWithin(path, other)));
  if (clash) throw new CommandError(40, `Updating the path '${clash}' would create a conflict at '${clash}'`);
};
