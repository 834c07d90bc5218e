import { missing } from './stripe-error.ts';

export interface Decline {
  code: string;
  decline_code: string;
  message: string;
}

/** What a test card does when it is charged. */
export interface TestCard {
  brand: string;
  last4: string;
  decline?: Decline;
  needsAuthentication?: true;
  /** The type of payment method; card where none is named. */
  type?: 'link';
}

const declined = (declineCode: string, message = 'Your card was declined.', code = 'card_declined'): TestCard => ({
  brand: 'visa',
  last4: '0002',
  decline: { code, decline_code: declineCode, message },
});

const accepted = (brand: string, last4: string): TestCard => ({ brand, last4 });

const authenticated = (last4: string): TestCard => ({ brand: 'visa', last4, needsAuthentication: true });

export const GENERIC_DECLINE: Decline = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
};

export const AUTHENTICATION_REQUIRED: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

const CVC = "Your card's security code is incorrect.";
const PROCESSING = 'An error occurred while processing your card. Try again in a little bit.';
const FREQUENT = 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.';

// The names that docs.stripe.com/testing gives to its test cards.
const CARDS = new Map<string, TestCard>([
  ['pm_card_visa', accepted('visa', '4242')],
  ['pm_card_visa_debit', accepted('visa', '5556')],
  ['pm_card_us', accepted('visa', '4242')],
  ['pm_card_mastercard', accepted('mastercard', '4444')],
  ['pm_card_mastercard_debit', accepted('mastercard', '3222')],
  ['pm_card_amex', accepted('amex', '8431')],
  ['pm_card_discover', accepted('discover', '9424')],
  ['pm_card_chargeDeclined', declined('generic_decline')],
  ['pm_card_chargeDeclinedInsufficientFunds', declined('insufficient_funds', 'Your card has insufficient funds.')],
  ['pm_card_chargeDeclinedLostCard', declined('lost_card')],
  ['pm_card_chargeDeclinedStolenCard', declined('stolen_card')],
  ['pm_card_chargeDeclinedFraudulent', declined('fraudulent')],
  ['pm_card_chargeDeclinedExpiredCard', declined('expired_card', 'Your card has expired.', 'expired_card')],
  ['pm_card_chargeDeclinedIncorrectCvc', declined('incorrect_cvc', CVC, 'incorrect_cvc')],
  ['pm_card_chargeDeclinedProcessingError', declined('processing_error', PROCESSING, 'processing_error')],
  ['pm_card_chargeDeclinedVelocityLimitExceeded', declined('card_velocity_exceeded', FREQUENT)],
  ['pm_card_authenticationRequired', authenticated('3184')],
  ['pm_card_threeDSecure2Required', authenticated('3220')],
  // Stripe has no test names for Link, whose methods a browser makes: these are the sandbox's own.
  ['pm_link', { brand: 'link', last4: '4242', type: 'link' }],
  ['pm_link_declined', { ...declined('generic_decline'), brand: 'link', type: 'link' }],
]);

/** Stripe gives the declining cards a second name with their brand in it: pm_card_visa_chargeDeclined. */
export const cardNamed = (paymentMethod: string): TestCard => {
  const card = CARDS.get(paymentMethod) ?? CARDS.get(paymentMethod.replace('pm_card_visa_charge', 'pm_card_charge'));
  if (card === undefined) throw missing('PaymentMethod', paymentMethod, 'payment_method');
  return card;
};

export const cardDetails = ({ brand, last4, type }: TestCard) =>
  type === 'link'
    ? { type: 'link', link: { country: 'US' } }
    : {
        type: 'card',
        card: { brand, country: 'US', exp_month: 12, exp_year: 2034, funding: 'credit', last4, network: brand },
      };
