import { registerEnumType } from 'type-graphql';

export const FraudDecisionEnum = { ACCEPT: 'ACCEPT', REVIEW: 'REVIEW', REJECT: 'REJECT' } as const;
registerEnumType(FraudDecisionEnum, {
  name: 'FraudDecision',
  description: 'What follows from how suspicious a payment looks.',
  valuesConfig: {
    ACCEPT: { description: 'It goes on.' },
    REVIEW: { description: 'People look at it first.' },
    REJECT: { description: 'It is declined.' },
  },
});

export const MismatchKindEnum = {
  ORPHAN: 'ORPHAN',
  UNBOOKED: 'UNBOOKED',
  HELD_DIFFERS: 'HELD_DIFFERS',
  CAPTURED_DIFFERS: 'CAPTURED_DIFFERS',
  REFUNDED_DIFFERS: 'REFUNDED_DIFFERS',
  MISSING: 'MISSING',
} as const;
registerEnumType(MismatchKindEnum, {
  name: 'PaymentMismatchKind',
  description: "How the provider's books and ours differ.",
  valuesConfig: {
    ORPHAN: { description: 'Money at the provider that no order waits for.' },
    UNBOOKED: { description: 'Money of a waiting order that our books had missed.' },
    HELD_DIFFERS: { description: 'Another amount is set aside.' },
    CAPTURED_DIFFERS: { description: 'Another amount was taken.' },
    REFUNDED_DIFFERS: { description: 'Another amount was given back.' },
    MISSING: { description: 'The provider knows nothing of a payment of ours.' },
  },
});

export const MismatchResolutionEnum = { VOIDED: 'VOIDED', HEALED: 'HEALED', OPEN: 'OPEN' } as const;
registerEnumType(MismatchResolutionEnum, {
  name: 'PaymentMismatchResolution',
  description: 'What became of a difference.',
  valuesConfig: {
    VOIDED: { description: 'The money was let go.' },
    HEALED: { description: 'Our books know it now.' },
    OPEN: { description: 'People must look.' },
  },
});
