import type { Money } from '@cardstock/contracts';

const LOCALE = 'en-US';

/** Text from outside as part of a line of ours: it cannot start a line of its own. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Plain text as HTML that shows exactly it. */
export const toHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replaceAll('\n', '<br>\n');

const FORMATS_KEPT = 200;
/** To make one costs more than the rest of an e-mail's text. */
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (currency: string): Intl.NumberFormat => {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
  if (formats.size < FORMATS_KEPT) formats.set(currency, format);
  return format;
};

/** An amount for people: 1999 USD is $19.99. */
export const moneyText = ({ amount, currency }: Money): string => {
  const format = formatOf(currency);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
