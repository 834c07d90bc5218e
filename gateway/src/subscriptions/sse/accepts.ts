export const EVENT_STREAM = 'text/event-stream';

/** What queries can be answered with otherwise. */
const ANSWERED_OTHERWISE = new Set([
  'application/json',
  'application/graphql-response+json',
  'application/*',
  '*/*',
  'text/html',
]);

interface Range {
  readonly type: string;
  readonly quality: number;
}

const rangesIn = (accept: string): Range[] =>
  accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
    return { type, quality: Number.isNaN(quality) ? 0 : quality };
  });

/** Whether a client would rather have an event stream than a plain answer: it names it first, or weighs it most. */
export const prefersEventStream = (accept: string | undefined): boolean => {
  if (!accept) return false;
  const known = rangesIn(accept).filter(({ type }) => type === EVENT_STREAM || ANSWERED_OTHERWISE.has(type));
  const [best] = known.toSorted((one, other) => other.quality - one.quality);
  return best?.type === EVENT_STREAM && best.quality > 0;
};
