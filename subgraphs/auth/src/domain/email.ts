import { z } from 'zod';

const LONGEST = 254;
const address = z.email().max(LONGEST);

/** One spelling per mailbox: accounts are looked up, compared and throttled by it. */
export const normalizeEmail = (text: string): string => text.trim().toLowerCase();

/** The normalized address in a text, or undefined where there is none. */
export const emailIn = (text: string): string | undefined => {
  const parsed = address.safeParse(normalizeEmail(text));
  return parsed.success ? parsed.data : undefined;
};
