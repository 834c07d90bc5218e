import { badUserInput } from '@cardstock/service';
import type { z } from 'zod';
import { problemsIn } from '../domain/product/checks.ts';

/** A value that fits. Throws BAD_USER_INPUT naming every field that does not. */
export const checked = <Value>(schema: z.ZodType, value: Value): Value => {
  const problems = problemsIn(schema, value);
  if (problems.length > 0) throw badUserInput(...problems);
  return value;
};
