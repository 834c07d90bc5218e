/** How many milliseconds are left for a request, as its caller says. What reads comes to nothing later; a mutation is never cut. */
export const TIMEOUT_HEADER = 'x-request-timeout-ms';
