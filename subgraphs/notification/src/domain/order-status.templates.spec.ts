import { ORDER_STATUSES, type OrderStatus } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import { isNews, type OrderNews, orderMessage, toldBefore } from './order-status.templates.ts';

const news: OrderNews = {
  orderId: '0190f0f0-0000-7000-8000-000000000000',
  number: 'CS-7',
  customerId: '0190f0f0-0000-7000-8000-000000000001',
  status: 'SHIPPED',
  previousStatus: 'PACKED',
  reason: null,
  lines: [{ title: 'Command and Conquer', quantity: 3 }],
  grandTotal: { amount: 5, currency: 'USD' },
  carrier: 'Hare Express',
  trackingNumber: 'HX-1',
};

describe('what a customer is told of an order', () => {
  it('is said of the five statuses that matter to them, and of no other', () => {
    expect(ORDER_STATUSES.filter(isNews)).toEqual(['CONFIRMED', 'SHIPPED', 'DELIVERED', 'REJECTED', 'CANCELLED']);
    expect(ORDER_STATUSES.filter((status) => orderMessage({ ...news, status }, 'Ada'))).toEqual(
      ORDER_STATUSES.filter(isNews),
    );
  });

  it('follows on what they were told before', () => {
    const after = (previousStatus: OrderNews['previousStatus']) => toldBefore({ previousStatus });
    expect(['CONFIRMED', 'PICKING', 'PACKED'].map((status) => after(status as OrderStatus))).toEqual(
      Array.from({ length: 3 }, () => 'CONFIRMED'),
    );
    expect(after('SHIPPED')).toBe('SHIPPED');
    expect([null, 'PENDING', 'RESERVED', 'AUTHORIZED'].map((status) => after(status as OrderStatus))).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  it('says where the parcel is', () => {
    expect(orderMessage(news, 'Ada')).toEqual({
      subject: 'Your order CS-7 is on its way',
      body: 'Hello Ada,\n\nYour order CS-7 has left our warehouse.\nTracking: Hare Express HX-1\n  3 x Command and Conquer\n\nCardstock',
    });
  });

  it('says why an order was refused', () => {
    const message = orderMessage({ ...news, status: 'REJECTED', reason: 'The card was declined.' }, 'Ada');
    expect(message?.body).toContain('Reason: The card was declined.');
  });

  it('keeps names from outside on the line that they belong to', () => {
    const message = orderMessage(
      { ...news, number: 'CS\r\nBcc: x', lines: [{ title: 'A\n\nYou won!', quantity: 1 }] },
      'Ada\nEve',
    );
    expect(message?.subject).toBe('Your order CS Bcc: x is on its way');
    expect(message?.body.split('\n')).toEqual(expect.arrayContaining(['Hello Ada Eve,', '  1 x A You won!']));
  });
});
