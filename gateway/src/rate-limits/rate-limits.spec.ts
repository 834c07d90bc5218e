import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { clientAddress } from './client-address.ts';
import { loginAttemptsIn } from './rate-limits.ts';

const attemptsIn = (source: string): number => {
  const document = parse(source);
  const operation = getOperationAST(document);
  return operation ? loginAttemptsIn(operation, document) : -1;
};

describe('attempts to log in', () => {
  it.each([
    ['query { login }', 0],
    ['mutation { placeOrder }', 0],
    ['mutation { login register }', 2],
    ['mutation { a: login b: login c: resetPassword }', 3],
    ['mutation { ...F ... on Mutation { login } } fragment F on Mutation { login requestPasswordReset }', 3],
  ])('%s: %i', (source, count) => expect(attemptsIn(source)).toBe(count));
});

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

describe('where a client is', () => {
  it.each<[string, IncomingMessage, number, string]>([
    ['the peer', from('10.0.0.1'), 0, '10.0.0.1'],
    ['the peer, whatever it says', from('10.0.0.1', '6.6.6.6'), 0, '10.0.0.1'],
    ['what our proxy saw', from('10.0.0.1', '6.6.6.6, 9.9.9.9'), 1, '9.9.9.9'],
    ['what the outer of two proxies saw', from('10.0.0.1', '6.6.6.6, 9.9.9.9, 10.0.0.2'), 2, '9.9.9.9'],
    ['the peer, where a proxy says nothing', from('10.0.0.1'), 1, '10.0.0.1'],
    ['IPv4 in IPv6', from('::ffff:10.0.0.1'), 0, '10.0.0.1'],
    ['a whole IPv6 network', from('2001:db8:1:2:3:4:5:6'), 0, '2001:db8:1:2'],
    ['the same network, written short', from('2001:db8:1:2::6'), 0, '2001:db8:1:2'],
    ['this machine', from('::1'), 0, '0:0:0:0'],
  ])('is %s', (_, request, proxies, address) => expect(clientAddress(request, proxies)).toBe(address));
});
