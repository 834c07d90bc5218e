import { SESSION_SECONDS } from './session.ts';

const NAME = 'cardstock_registry';

/** The value of our cookie in a `Cookie` header; empty where there is none. */
export const sessionTextIn = (header: string | undefined): string => {
  const pair = (header ?? '').split(';').find((one) => one.trim().startsWith(`${NAME}=`));
  return pair?.slice(pair.indexOf('=') + 1).trim() ?? '';
};

/** Lax, so that a link in a pull request leads to the page and not to the login; nothing is changed by GET. */
const attributes = (isSecure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;

export const cookieOf = (text: string, isSecure: boolean): string =>
  `${NAME}=${text}; Max-Age=${SESSION_SECONDS}; ${attributes(isSecure)}`;

export const noCookie = (isSecure: boolean): string => `${NAME}=; Max-Age=0; ${attributes(isSecure)}`;
