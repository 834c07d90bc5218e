import { STATUS_CODES } from 'node:http';
import type { Answer } from './answer.ts';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** What went wrong, for RFC 9457. */
interface ProblemFacts {
  readonly status: number;
  /** Stable name, for programs. */
  readonly code: string;
  /** What happened, for people. */
  readonly detail: string;
  readonly requestId: string;
  /** What a program needs to go on. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Names the kind of a problem. There is nothing to fetch at it. */
const typeOf = (code: string): string => `urn:cardstock:problem:${code.toLowerCase().replaceAll('_', '-')}`;

/** An answer of `application/problem+json`. */
export const problem = ({ status, code, detail, requestId, more, headers }: ProblemFacts): Answer => {
  const standard = { type: typeOf(code), title: STATUS_CODES[status] ?? 'Error', status, code, detail };
  return {
    status,
    headers: {
      'content-type': PROBLEM_JSON,
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...headers,
    },
    // What a refusal carries does not take the place of what every problem has.
    body: { ...standard, ...more, ...standard, requestId },
  };
};
