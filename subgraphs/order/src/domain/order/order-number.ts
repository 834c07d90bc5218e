/** Crockford's base 32: no I, L, O or U to misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number for people, such as CS-2026-4KX7M2QD: from random bytes, so that nobody can guess or count orders. */
export const orderNumber = (placedAt: Date, random: Uint8Array): string => {
  const letters = [...random].slice(0, 8).map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return `CS-${placedAt.getUTCFullYear()}-${letters.join('')}`;
};
