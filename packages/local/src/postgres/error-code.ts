/** The code of a system error such as EADDRINUSE. Looks at the value, not the class, which differs between realms (Jest). */
export const errorCode = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
