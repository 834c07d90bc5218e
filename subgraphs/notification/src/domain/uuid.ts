import { z } from 'zod';

const uuid = z.uuid();

/** Whether a text can be the id of a row at all: PostgreSQL fails on one that cannot. */
export const isUuid = (text: string): boolean => uuid.safeParse(text).success;
