/**
 * Answers that may be stored name what they show, by tags; events name what they change. Both speak of entities and
 * their keys as the schema does.
 */

/** An entity of the graph, by the values of its key: `Variant:DYN172-NM`. */
export const entityTag = (type: string, ...key: readonly unknown[]): string => `${type}:${key.join(',')}`;

/** Which entities of a type there are, and in which order: what a list of them shows, and that one was not found. */
export const listTag = (type: string): string => type;
