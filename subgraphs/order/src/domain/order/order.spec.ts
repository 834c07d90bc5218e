import { describe, it } from '@jest/globals';
import {
  AT,
  acceptedOrder,
  authorize,
  authorized,
  CONFIRMED,
  cancel,
  cancellationRequested,
  cancelled,
  capture,
  captured,
  commit,
  committed,
  completed,
  decline,
  given,
  letGo,
  moved,
  place,
  placed,
  reserved,
  SHIPPED,
  ship,
} from '../../../test/order-specification.ts';

describe('an order', () => {
  it('is placed once', () => {
    given().when(place).yields(placed);
    given(placed).when(place).yields();
  });

  it('is confirmed when the money is set aside', () =>
    given(placed, reserved).when(authorize).yields(authorized, acceptedOrder));

  it('is rejected when the card is declined', () =>
    given(placed, reserved)
      .when(decline)
      .yields(
        { type: 'PaymentDeclined', at: AT, data: { failureCode: 'card_declined' } },
        { type: 'OrderRejected', at: AT, data: { reason: 'The payment was declined: card_declined' } },
      ));

  it('passes through every status that parcel news skipped', () =>
    given(...CONFIRMED)
      .when(ship('SHIPPED'))
      .yields(moved('PICKING'), moved('PACKED'), moved('SHIPPED')));

  it('ignores parcel news that is older than what it knows', () =>
    given(...SHIPPED)
      .when(ship('PICKING'))
      .yields());

  it.each([
    ['delivery', [captured, committed], ship('DELIVERED'), [moved('DELIVERED')]],
    ['payment', [committed, moved('DELIVERED')], capture, [captured]],
    ['stock', [captured, moved('DELIVERED')], commit, [committed]],
  ] as const)('is completed by the last of delivery, payment and stock: %s', (_what, before, last, events) =>
    given(...SHIPPED, ...before)
      .when(last)
      .yields(...events, completed),
  );

  it('is not completed while its payment is not taken', () =>
    given(...SHIPPED, committed)
      .when(ship('DELIVERED'))
      .yields(moved('DELIVERED')));
});

describe('cancelling', () => {
  it('is up to the warehouse once it has the order', () => {
    given(...CONFIRMED)
      .when(cancel)
      .yields(cancellationRequested);
    given(...CONFIRMED, cancellationRequested)
      .when(cancel)
      .yields();
    given(...CONFIRMED, cancellationRequested)
      .when(ship('CANCELLED'))
      .yields(cancelled);
  });

  it('is refused by a parcel that has left', () =>
    given(...CONFIRMED, moved('PICKING'), moved('PACKED'), cancellationRequested)
      .when(ship('SHIPPED'))
      .yields({ type: 'CancellationRefused', at: AT, data: {} }, moved('SHIPPED')));

  it('goes on while the warehouse works on', () =>
    given(...CONFIRMED, cancellationRequested)
      .when(ship('PICKING'))
      .yields(moved('PICKING')));

  it('keeps the books right when the money was set aside too late, and lets it go', () => {
    given(placed, reserved, cancelled).when(authorize).yields(authorized);
    given(placed, reserved, cancelled, authorized).when(authorize).yields();
    given(placed, reserved, cancelled, authorized)
      .when(letGo('pi_1'))
      .yields({ type: 'PaymentVoided', at: AT, data: { paymentId: 'pi_1' } });
    given(placed, reserved, cancelled, authorized).when(letGo(null)).yields();
  });
});
