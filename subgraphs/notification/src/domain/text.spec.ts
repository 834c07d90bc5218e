import { expect, it } from '@jest/globals';
import { moneyText, toHtml } from './text.ts';

it.each([
  [{ amount: 1999, currency: 'USD' }, '$19.99'],
  [{ amount: 5, currency: 'EUR' }, '€0.05'],
  [{ amount: 1999, currency: 'JPY' }, '¥1,999'],
  [{ amount: 1999, currency: 'KWD' }, 'KWD 1.999'],
  [{ amount: -100, currency: 'USD' }, '-$1.00'],
])('writes the minor units of each currency as people do: %j', (money, text) => {
  expect(moneyText(money).replace('\u00a0', ' ')).toBe(text);
});

it('shows as HTML exactly what was written', () => {
  expect(toHtml(`<b>"Fire & Ice"</b>\nit's`)).toBe('&lt;b&gt;&quot;Fire &amp; Ice&quot;&lt;/b&gt;<br>\nit&#39;s');
});
