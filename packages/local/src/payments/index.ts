export { type Payments, type PaymentsOptions, startPayments } from './start-payments.ts';
