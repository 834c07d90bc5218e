const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text may be the id of something at all: others need no look into the database. */
export const isUuid = (text: string): boolean => UUID.test(text);
