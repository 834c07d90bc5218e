import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { request } from 'undici';

/** Sends one report. Rejects when the registry refuses it, or cannot be reached after several tries. */
export type SendReport = (report: Uint8Array, signal: AbortSignal) => Promise<void>;

interface Destination {
  /** The address of the registry. */
  readonly url: string;
  readonly key: string;
}

const RETRIES = 4;
const ANSWER_WITHIN_MS = 10_000;
const PATH = '/api/ingress/traces';
const compress = promisify(gzip);

/** What a registry says to a report that it does not take; it would say the same again. */
export class ReportRefused extends Error {
  constructor(readonly status: number) {
    super(`the registry answers a usage report with ${status}`);
  }
}

const isLasting = (err: unknown): boolean => err instanceof ReportRefused && err.status < 500 && err.status !== 429;

/** The same bytes are sent each time, by which the registry knows a report that it has already. */
export const makeSendReport = ({ url, key }: Destination): SendReport => {
  const tries = retry(
    handleWhen((err) => !isLasting(err)),
    { maxAttempts: RETRIES, backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 5_000 }) },
  );
  const address = new URL(PATH, url);
  const headers = {
    'x-api-key': key,
    'content-encoding': 'gzip',
    accept: 'application/json',
    'user-agent': 'cardstock-gateway',
  };
  const post = async (body: Buffer, stopped: AbortSignal): Promise<void> => {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const answer = await request(address, { method: 'POST', headers, body, signal });
    await answer.body.dump();
    if (answer.statusCode >= 300) throw new ReportRefused(answer.statusCode);
  };
  return async (report, signal) => {
    const body = await compress(report);
    await tries.execute(() => post(body, signal), signal);
  };
};
