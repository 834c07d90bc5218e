/** PostgreSQL refuses text with a NUL in it, so nothing has such a key or value. */
export const storable = (texts: readonly string[]): string[] => texts.filter((text) => !text.includes('\u0000'));
