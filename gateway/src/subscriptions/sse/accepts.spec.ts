import { describe, expect, it } from '@jest/globals';
import { prefersEventStream } from './accepts.ts';

describe('an Accept header', () => {
  it.each([
    ['text/event-stream'],
    ['text/event-stream; charset=utf-8'],
    ['text/event-stream, multipart/mixed'],
    ['text/event-stream, application/json'],
    ['application/json;q=0.5, text/event-stream'],
    ['TEXT/EVENT-STREAM'],
  ])('%p wants an event stream', (accept) => expect(prefersEventStream(accept)).toBe(true));

  it.each([
    [undefined],
    ['*/*'],
    ['application/json'],
    ['application/graphql-response+json, application/json, text/event-stream, multipart/mixed'],
    ['text/event-stream;q=0'],
    ['text/event-stream;q=0.3, application/json'],
    ['text/event-stream;q=x, */*'],
  ])('%p does not', (accept) => expect(prefersEventStream(accept)).toBe(false));
});
