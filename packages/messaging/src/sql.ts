/** Runs one parameterized statement ($1, $2 …) and returns its rows. Bound to a transaction by whoever hands it out. */
export type Sql = <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A statement with what is bound to its $1, $2 …. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Has a statement run as one of the last of its transaction: nobody learns its outcome but by the transaction failing. */
export type Write = (text: string, values: readonly unknown[]) => unknown;

/**
 * Runs the work in one transaction: committed when it resolves, rolled back when it throws. What it only writes may go
 * the same way as the commit, where there is such a way.
 */
export type InTransaction = <Result>(work: (sql: Sql, write?: Write) => Promise<Result>) => Promise<Result>;
