/** Runs one parameterized statement ($1, $2 …) and returns its rows. Bound to a transaction by whoever hands it out. */
export type Sql = <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Runs the work in one transaction: committed when it resolves, rolled back when it throws. */
export type InTransaction = <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;
