import type { ClientUsage, KnownOperation } from '../domain/usage/operation.ts';
import type { CheckRules } from './settings.ts';

const requestsOf = ({ clients }: KnownOperation): number => clients.reduce((sum, { requests }) => sum + requests, 0);

const isExcluded = ({ name, version }: ClientUsage, { excludedClients }: CheckRules): boolean =>
  excludedClients.some((excluded) => excluded.name === name && (!excluded.version || excluded.version === version));

/** What is left of an operation without the clients that do not count; undefined where nobody is. */
const withoutExcluded = (operation: KnownOperation, rules: CheckRules): KnownOperation[] => {
  if (rules.excludedNames.has(operation.name) || rules.ignored.has(operation.id)) return [];
  const clients = operation.clients.filter((client) => !isExcluded(client, rules));
  return clients.length > 0 ? [{ ...operation, clients }] : [];
};

/**
 * The operations that a change must not break: those that were run often enough by clients that count, and all trusted
 * documents, which some client in the field may run at any time.
 */
export const countedOperations = (
  used: readonly KnownOperation[],
  trusted: readonly KnownOperation[],
  rules: CheckRules,
): readonly KnownOperation[] => {
  const left = used.flatMap((operation) => withoutExcluded(operation, rules));
  const all = left.reduce((sum, operation) => sum + requestsOf(operation), 0);
  const least = Math.max(rules.threshold, rules.share * all);
  return [...trusted, ...left.filter((operation) => requestsOf(operation) >= least)];
};
