import { fileURLToPath } from 'node:url';
import { Liquid } from 'liquidjs';

/** Beside the source, for what was built as for what was not: SWC copies no templates. */
const VIEWS = fileURLToPath(new URL('../../src/pages/views/', import.meta.url));

const moment = (value: unknown): string => {
  const date = value instanceof Date ? value : new Date(String(value));
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

/** What is knowingly not there is null; undefined is what a view names by mistake. */
const withNulls = (value: unknown): unknown => {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(withNulls);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withNulls(one)]));
};

/** Fills a view in. Everything is escaped, and a view that names what it was not given is a defect. */
export const makeRenderer = (): ((view: string, content: object) => Promise<string>) => {
  const liquid = new Liquid({
    root: VIEWS,
    extname: '.liquid',
    cache: true,
    outputEscape: 'escape',
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    jsTruthy: true,
    relativeReference: false,
  });
  liquid.registerFilter('moment', moment);
  liquid.registerFilter('short', (text: unknown) => String(text ?? '').slice(0, 8));
  return async (view, content) => (await liquid.renderFile(view, withNulls(content) as object)) as string;
};
