import { type FraudRules, scoreOf } from '../../domain/payment/fraud.ts';
import type { FraudCheck, ReadCustomerPast } from './payment-ports.ts';

/** Scores orders by rules. Small orders cost nothing, the others one statement. */
export const makeCheckFraud =
  (rules: FraudRules, readPast: ReadCustomerPast): FraudCheck =>
  async (order, at) => {
    const { amount } = order.totals.grandTotal;
    if (amount < rules.checkFrom) return null;
    const past = await readPast(order, new Date(at.getTime() - rules.windowMs));
    return scoreOf({ amount, country: order.shippingAddress.countryCode, ...past }, rules);
  };
