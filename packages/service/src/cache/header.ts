/** With it the gateway asks a subgraph which entities an answer shows; where it may be stored, they are told in `extensions`. */
export const CACHE_TAGS_HEADER = 'x-cache-tags';

/** Where tags stand in `extensions`: the name that subgraphs tell them to the routers of Apollo by. */
export const CACHE_TAGS_EXTENSION = 'apolloCacheTags';
