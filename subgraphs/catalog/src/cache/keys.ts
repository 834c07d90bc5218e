// All of it in one slot of a Redis Cluster: scripts look at several keys at once.
const PREFIX = '{cardstock-catalog-cache}:';

export const KEYS = {
  /** `NUMBER:RUN`: the present grant, and the run of the Redis server that it was given on. */
  grant: `${PREFIX}grant`,
  /** There while somebody has lately held the position under this grant. */
  writer: `${PREFIX}writer`,
  /** How many announcements there were under this grant. */
  sequence: `${PREFIX}sequence`,
  /** The latest of them, a stream; its ids are their numbers. */
  news: `${PREFIX}news`,
  /** The highest position that any of them was for. */
  announced: `${PREFIX}announced`,
  /** A position that was committed; who reads the tables may know of a higher one. */
  committed: `${PREFIX}committed`,
  /** A hash: each process that reads, and the last announcement that it took in. */
  readers: `${PREFIX}readers`,
};

/** Where the entries of a grant begin: those of another one are out of reach. */
export const entriesOf = (grant: string): string => `${PREFIX}${grant}:`;
