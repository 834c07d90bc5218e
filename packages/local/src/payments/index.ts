export { type Payments, startPayments } from './start-payments.ts';
