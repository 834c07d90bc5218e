import { v5, v7 } from 'uuid';

/** A new time-ordered id (UUIDv7, RFC 9562). */
export const newId = (): string => v7();

const NAMESPACE = '6f1d5c53-2a3e-4c55-9a5d-0c1f6d0f2a11';

/** The same id for the same parts, always (UUIDv5): what makes sending a message again harmless. */
export const idFrom = (...parts: readonly (string | number)[]): string => v5(parts.join('\u0000'), NAMESPACE);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a row at all: others need no look into the database, which fails on them. */
export const isUuid = (text: string): boolean => UUID.test(text);
