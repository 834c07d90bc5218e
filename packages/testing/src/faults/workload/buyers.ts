import { askUntilAnswered } from './client.ts';
import type { Buyer } from './journal.ts';

const REGISTER = `mutation Register($input: RegisterInput!) {
  register(input: $input) { ... on Session { accessToken } ... on DomainError { code message } }
}`;
const LOGIN = `mutation Login($input: LoginInput!) {
  login(input: $input) { ... on Session { accessToken } ... on DomainError { code message } }
}`;
const PASSWORD = 'Cardstock-demo-1';

interface Session {
  readonly accessToken?: string;
  readonly code?: string;
}

const sessionOf = (session: Session, email: string): Buyer => {
  if (!session.accessToken) throw new Error(`${email} could not log in: ${session.code}`);
  return { email, accessToken: session.accessToken };
};

/** Customers with accounts of their own. */
export const registerBuyers = (gatewayUrl: string, count: number): Promise<Buyer[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const email = `buyer${index + 1}@faults.test`;
      const input = { email, password: PASSWORD, displayName: `Buyer ${index + 1}` };
      const { register } = await askUntilAnswered<{ register: Session }>(gatewayUrl, {
        query: REGISTER,
        variables: { input },
      });
      return sessionOf(register, email);
    }),
  );

/** Logs one of the demonstration accounts in: `admin`, `warehouse` … */
export const logInAs = async (gatewayUrl: string, name: string): Promise<Buyer> => {
  const email = `${name}@cardstock.test`;
  const variables = { input: { email, password: PASSWORD } };
  const { login } = await askUntilAnswered<{ login: Session }>(gatewayUrl, { query: LOGIN, variables });
  return sessionOf(login, email);
};
