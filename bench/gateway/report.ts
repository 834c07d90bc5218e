/** What one gateway did under one load, all rounds together. */
export interface Result {
  readonly gateway: string;
  readonly load: string;
  readonly requests: number;
  readonly seconds: number;
  readonly cpuMs: number;
  readonly latencies: readonly number[];
}

/** All rounds of each gateway under each load as one. */
export const together = (all: readonly Result[]): Result[] =>
  [...Map.groupBy(all, ({ gateway, load }) => `${load}\n${gateway}`).values()].map((rounds) => {
    const [first] = rounds as [Result, ...Result[]];
    const sum = (of: (result: Result) => number) => rounds.reduce((total, result) => total + of(result), 0);
    return {
      ...first,
      requests: sum(({ requests }) => requests),
      seconds: sum(({ seconds }) => seconds),
      cpuMs: sum(({ cpuMs }) => cpuMs),
      latencies: rounds.flatMap(({ latencies }) => latencies).sort((one, other) => one - other),
    };
  });

const perSecond = ({ requests, seconds }: Result): number => requests / seconds;
const percentile = ({ latencies }: Result, share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;

const ratioTo = (result: Result, other: Result | undefined): string =>
  other ? `${(perSecond(result) / perSecond(other)).toFixed(2)}x` : '–';

/** A table per load: what was measured, and how each gateway stands to the stock one and to the limit. */
export const report = (results: readonly Result[], names: { stock: string; limit: string }): string =>
  [...Map.groupBy(results, ({ load }) => load)]
    .map(([load, all]) => {
      const find = (name: string) => all.find(({ gateway }) => gateway === name);
      const [stock, limit] = [find(names.stock), find(names.limit)];
      const rows = all.map((result) =>
        [
          result.gateway.padEnd(44),
          perSecond(result).toFixed(0).padStart(8),
          percentile(result, 0.5).toFixed(1).padStart(8),
          percentile(result, 0.99).toFixed(1).padStart(8),
          (result.cpuMs / result.requests).toFixed(2).padStart(8),
          ratioTo(result, stock).padStart(9),
          ratioTo(result, limit).padStart(9),
        ].join(''),
      );
      const head = ['requests/s', 'p50 ms', 'p99 ms', 'CPU ms', 'to stock', 'to limit'];
      const widths = [8, 8, 8, 8, 9, 9];
      const columns = head.map((name, index) => name.padStart(widths[index] ?? 8)).join(' ');
      return `${load}\n${''.padEnd(42)}${columns}\n${rows.join('\n')}`;
    })
    .join('\n\n');
