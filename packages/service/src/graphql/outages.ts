/** What node's sockets and PostgreSQL call a server that is away, goes away, or is only just coming. */
const OUTAGES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', '57P01', '57P02', '57P03']);

/** True where a store of ours did not answer: nothing is wrong with the request, and trying again will help. */
export const isOutage = (err: unknown): boolean => {
  if (!(err instanceof Error)) return false;
  const { code } = err as NodeJS.ErrnoException;
  return (code !== undefined && OUTAGES.has(code)) || err.message.includes('Connection terminated');
};
