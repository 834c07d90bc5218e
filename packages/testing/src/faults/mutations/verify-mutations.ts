import type { Result } from '../audit/check.ts';
import { EXIT, reportAudit, say, seconds } from '../report.ts';
import { runControl } from './control.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

const brokenOf = (results: readonly Result[]): string[] =>
  results.filter(({ breaches }) => breaches.length > 0).map(({ id }) => id);

/** What speaks against the audit, given what it found; undefined where it saw what there was to see. */
const blindness = (
  { name, breaks }: Mutation,
  broken: readonly string[],
  unused: readonly string[],
): string | undefined => {
  if (unused.length > 0) return `the mutation did not apply, its text was never sent: ${unused.join(', ')}`;
  if (breaks.some((id) => broken.includes(id))) return undefined;
  return `the audit is blind to: ${name} (${breaks.join(' or ')} should be broken)`;
};

const runOne = async (seed: number, mutation: Mutation): Promise<boolean> => {
  say(`\n=== ${mutation.name}`);
  const { results, unused } = await runControl(seed, mutation);
  const broken = brokenOf(results);
  for (const { id, breaches } of results.filter(({ breaches: found }) => found.length > 0))
    say(`  ${id.padEnd(5)} BREACH (${breaches.length})  ${breaches[0]?.slice(0, 200)}`);
  const blind = blindness(mutation, broken, unused);
  say(blind ? `  GREEN: ${blind}` : `  red, as it must be: ${broken.join(', ')} (${seconds()} s)`);
  return blind === undefined;
};

/**
 * Takes away, one at a time, what keeps the platform right. First nothing, where the same workload must be without a
 * breach; then each of them, where the audit must find one. Returns the exit code.
 */
export const verifyMutations = async (seed: number): Promise<number> => {
  say(`Mutation controls, seed ${seed}\n\n=== nothing taken away`);
  const { results } = await runControl(seed);
  if (reportAudit(results) > 0) {
    say('The workload of the controls breaks invariants without any mutation: the controls say nothing.');
    return EXIT.breach;
  }
  let seen = 0;
  for (const mutation of MUTATIONS) if (await runOne(seed, mutation)) seen += 1;
  say(`\n${seen} of ${MUTATIONS.length} mutations were found, ${seconds()} s in all.`);
  return seen === MUTATIONS.length ? EXIT.ok : EXIT.breach;
};
