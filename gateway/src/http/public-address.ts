import type { IncomingHttpHeaders } from 'node:http';
import type { GatewayConfig } from '../config.ts';

export interface PublicAddress {
  /** Such as https://shop.example; empty where it is the one that the client used. */
  readonly origin: string;
  /** Such as /cardstock, or empty. */
  readonly prefix: string;
}

/** The public address, as far as it can be known for a request. */
export type PublicAddressOf = (headers: IncomingHttpHeaders) => PublicAddress;

const PREFIX = /^(\/[\w.~-]+)+$/;
const withoutEnd = (path: string): string => path.replace(/\/+$/, '');

export const makePublicAddressOf = ({
  PUBLIC_URL,
  TRUSTED_PROXIES,
}: Pick<GatewayConfig, 'PUBLIC_URL' | 'TRUSTED_PROXIES'>): PublicAddressOf => {
  if (PUBLIC_URL !== undefined) {
    const { origin, pathname } = new URL(PUBLIC_URL);
    return () => ({ origin, prefix: withoutEnd(pathname) });
  }
  if (TRUSTED_PROXIES === 0) return () => ({ origin: '', prefix: '' });
  return (headers) => {
    const given = withoutEnd(headers['x-forwarded-prefix']?.toString() ?? '');
    // It becomes part of pages and headers: what is no plain path is not believed.
    return { origin: '', prefix: PREFIX.test(given) ? given : '' };
  };
};
