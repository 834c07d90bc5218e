/** The codes of what the HTTP server refuses before anything of ours sees it. */
const CODES: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
};

/** The stable code for a request that is refused with this status. */
export const codeOfStatus = (status: number): string => CODES[status] ?? 'BAD_REQUEST';
