import type { IncomingMessage } from 'node:http';

const IPV6_NETWORK_GROUPS = 4;

/** One customer of a provider has a whole IPv6 /64: its addresses count as one. */
const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups.slice(0, IPV6_NETWORK_GROUPS).join(':');
};

/**
 * Where a request comes from: the peer of the connection, or, behind so many proxies of our own, what the outermost of
 * them saw. What a client writes into X-Forwarded-For himself is left of that, and never believed.
 */
export const clientAddress = ({ headers, socket }: IncomingMessage, trustedProxies: number): string => {
  const forwarded = headers['x-forwarded-for'];
  const hops = String(forwarded ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  const seen = trustedProxies > 0 ? hops.at(-trustedProxies) : undefined;
  return networkOf(seen ?? socket.remoteAddress ?? 'unknown');
};
