import type { FormattedExecutionResult } from 'graphql';
import { JsonText } from '../execution/json-text.ts';

/** An answer as JSON, its parts in the order in which Apollo Server writes them. */
export const answerText = ({ errors, data, extensions }: FormattedExecutionResult): string => {
  const known: unknown = data;
  if (!(known instanceof JsonText)) return JSON.stringify({ errors, data, extensions });
  const before = errors ? `"errors":${JSON.stringify(errors)},` : '';
  const after = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  return `{${before}"data":${known.text}${after}}`;
};
