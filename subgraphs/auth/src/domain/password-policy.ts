export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 128;

/** The same characters typed on different keyboards are the same password (NFKC, as NIST SP 800-63B advises). */
export const normalizePassword = (password: string): string => password.normalize('NFKC');

/** Why a password is not good enough, for people; empty where it is. */
export const weaknessesOf = (password: string, email: string): string[] => {
  const normalized = normalizePassword(password);
  const { length } = [...normalized];
  return [
    ...(length < SHORTEST_PASSWORD ? [`It must have at least ${SHORTEST_PASSWORD} characters.`] : []),
    ...(length > LONGEST_PASSWORD ? [`It must have at most ${LONGEST_PASSWORD} characters.`] : []),
    ...(normalized.trim().toLowerCase() === email ? ['It must not be your e-mail address.'] : []),
  ];
};
