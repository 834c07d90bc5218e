import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../log.ts';

/** What is refused before GraphQL sees it, in the shape of GraphQL. */
export const errorBody = (code: string, message: string, requestId?: string) => ({
  errors: [{ message, extensions: { code, ...(requestId === undefined ? {} : { requestId }) } }],
});

/** For answers that no hook of the server sees. */
export const PLAIN_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

const STATUSES: Readonly<Record<string, readonly [status: number, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers, or the URL, are too long.'],
};

const answerTo = (code: string | undefined): string => {
  const [status, message] = STATUSES[code ?? ''] ?? [400, 'This is no HTTP request.'];
  const body = JSON.stringify(errorBody('BAD_REQUEST', message));
  const headers = { ...PLAIN_HEADERS, connection: 'close', 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
};

/** Answers bytes that never became a request: there is no more than the socket to answer on. */
export const makeAnswerClientError =
  (log: Logger) =>
  (err: Error & { code?: string }, socket: Socket): void => {
    if (err.code === 'ECONNRESET' || socket.destroyed) return;
    log.debug({ err }, 'a client sent what is no request');
    if (socket.writable) socket.write(answerTo(err.code));
    socket.destroySoon();
  };
