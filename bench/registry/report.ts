export interface Times {
  readonly name: string;
  readonly ms: readonly number[];
  /** Of CPU, each on average: less moved by what else the machine does. */
  readonly cpuMs: number | undefined;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** A line for each, with how it stands to the goal for checks. */
export const describeTimes = (results: readonly Times[], goalMs: number): string =>
  results
    .map(({ name, ms, cpuMs }) => {
      const sorted = ms.toSorted((one, other) => one - other);
      const [p50, p95] = [percentile(sorted, 0.5), percentile(sorted, 0.95)];
      const words = [
        `p50 ${p50.toFixed(0)} ms`,
        `p95 ${p95.toFixed(0)} ms`,
        `${(p95 / goalMs).toFixed(2)}x of 1 s at p95`,
      ];
      if (cpuMs !== undefined) words.push(`${cpuMs.toFixed(0)} ms of CPU each`);
      return `${name.padEnd(42)} ${words.join('   ')}`;
    })
    .join('\n');
