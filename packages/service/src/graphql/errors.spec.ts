import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { makeLog } from '../log.ts';
import { badUserInput, makeErrorFormatter, notFound } from './errors.ts';

const format = makeErrorFormatter(makeLog({ name: 'test', level: 'silent', pretty: false }));
const formatted = (error: GraphQLError) => format(error.toJSON(), error);

describe('an error on its way to a client', () => {
  it('keeps the code, the fields and the path of a bad request', () => {
    const error = new GraphQLError('x', {
      originalError: badUserInput({ field: 'quantity', message: 'must be positive' }),
      path: ['placeOrder'],
    });
    expect(formatted(error)).toMatchObject({
      path: ['placeOrder'],
      extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'quantity' }] },
    });
  });

  it('keeps what says that something does not exist', () => {
    expect(formatted(notFound('order'))).toEqual({
      message: 'There is no such order.',
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it.each([
    Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    new Error('Connection terminated unexpectedly'),
  ])('invites to try again while a store is away', (originalError) => {
    const { message, extensions } = formatted(new GraphQLError('x', { originalError, path: ['order'] }));
    expect(extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(message).not.toContain(originalError.message);
  });

  it('hides what a defect said', () => {
    const defect = new GraphQLError('x', {
      originalError: new Error('relation "secret" does not exist'),
      path: ['order'],
    });
    expect(formatted(defect)).toEqual({
      message: 'Something went wrong on our side.',
      extensions: { code: 'INTERNAL' },
      path: ['order'],
    });
  });

  it('shows no stack, not even of an error that clients may see', () => {
    const error = new GraphQLError('x', { extensions: { code: 'FORBIDDEN', stacktrace: ['at secret.ts:1'] } });
    expect(formatted(error).extensions).toEqual({ code: 'FORBIDDEN' });
  });

  it('names the input fields that a validator refused, nested ones too', () => {
    const nested = { property: 'countryCode', constraints: { length: 'must have two letters' }, children: [] };
    const original = Object.assign(new Error('Argument Validation Error'), {
      validationErrors: [{ property: 'address', children: [nested] }],
    });
    expect(formatted(new GraphQLError('x', { originalError: original, path: ['placeOrder'] }))).toMatchObject({
      extensions: {
        code: 'BAD_USER_INPUT',
        fields: [{ field: 'address.countryCode', message: 'must have two letters' }],
      },
    });
  });
});
