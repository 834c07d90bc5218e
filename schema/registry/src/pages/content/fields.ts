import type { GraphQueries } from '../../application/ports.ts';
import type { FieldUsageOf } from '../../usage/field-usage.ts';
import type { Page } from '../page.ts';
import { variantLinks } from './variant.ts';

interface Ports {
  readonly queries: GraphQueries;
  readonly fieldUsage: FieldUsageOf;
}

const FIRST = 100;
const DAYS = 30;
const COORDINATE = /^\w{1,200}\.\w{1,200}$/;

/** What the page can be narrowed to. */
const SHOWN = [
  { name: 'all', label: 'All', unusedOnly: false, deprecatedOnly: false },
  { name: 'unused', label: 'Used by nobody', unusedOnly: true, deprecatedOnly: false },
  { name: 'deprecated', label: 'Deprecated', unusedOnly: false, deprecatedOnly: true },
  { name: 'removable', label: 'Deprecated and used by nobody', unusedOnly: true, deprecatedOnly: true },
] as const;

/** The fields of the API with who asks for them: what may be removed. */
export const fieldsPage = ({ queries, fieldUsage }: Ports): Page => ({
  path: '/graph/:graph/variant/:variant/fields',
  view: 'fields',
  read: async ({ params: { graph = '', variant: name = '' }, query: { show = 'all', after = '' } }) => {
    const variant = await queries.variant({ graph, variant: name });
    if (!variant) return undefined;
    const { label, ...shown } = SHOWN.find((one) => one.name === show) ?? SHOWN[0];
    const { fields, hasNextPage } = await fieldUsage({
      ref: variant,
      first: FIRST,
      after: COORDINATE.test(after) ? after : undefined,
      days: DAYS,
      unusedOnly: shown.unusedOnly,
      deprecatedOnly: shown.deprecatedOnly,
    });
    return {
      title: `Fields of ${graph}@${name}`,
      ...variantLinks(variant),
      ...{ label, days: DAYS, fields, show: shown.name, more: `&show=${shown.name}` },
      filters: SHOWN.map((one) => ({ ...one, isShown: one.name === shown.name })),
      next: hasNextPage ? fields.at(-1)?.coordinate : undefined,
    };
  },
});
