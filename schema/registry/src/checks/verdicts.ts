import type { KnownOperation } from '../domain/usage/operation.ts';
import type { ChangeImpact } from '../domain/usage/operations-hit.ts';
import type { AffectedOperation, CheckedChange } from './ports.ts';

/** Of what is kept with a check: enough to find everybody who is in the way, and no more than people read. */
const KEPT_CHANGES = 1_000;
const KEPT_OPERATIONS = 50;
const KEPT_CLIENTS = 20;
const NAMED_OPERATIONS = 3;
const NAMED_CLIENTS = 3;

const clientOf = ({ name, version, requests }: AffectedOperation['clients'][number]): string => {
  const client = `${name || 'a client without a name'}${version ? `@${version}` : ''}`;
  return requests === 0 ? client : `${client}, ${requests} ${requests === 1 ? 'request' : 'requests'}`;
};

/** "OrderPage (web@7.1, 12 requests; …)". */
const nameOf = ({ name, isTrusted, clients }: AffectedOperation): string => {
  const named = clients.slice(0, NAMED_CLIENTS).map(clientOf);
  const more = clients.length > NAMED_CLIENTS ? [`${clients.length - NAMED_CLIENTS} more clients`] : [];
  const who = [...(isTrusted ? ['trusted document'] : []), ...named, ...more].join('; ');
  return `${name || 'an operation without a name'} (${who})`;
};

const usersOf = (operations: readonly AffectedOperation[]): string => {
  const named = operations.slice(0, NAMED_OPERATIONS).map(nameOf).join(', ');
  const more = operations.length - NAMED_OPERATIONS;
  return more > 0 ? `${named} and ${more} more ${more === 1 ? 'operation' : 'operations'}` : named;
};

const affected = ({ id, name, isTrusted, clients }: KnownOperation): AffectedOperation => ({
  id,
  name,
  isTrusted,
  clients: clients.slice(0, KEPT_CLIENTS).map((client) => ({ ...client, lastSeen: client.lastSeen.toISOString() })),
});

const requestsOf = ({ clients }: AffectedOperation): number => clients.reduce((sum, { requests }) => sum + requests, 0);

/** Rover shows nothing but the description, so it names who is in the way. */
const verdictOn = ({ change, operations: hit }: ChangeImpact): CheckedChange => {
  const all = hit.map(affected).sort((one, other) => requestsOf(other) - requestsOf(one));
  const operations = all.slice(0, KEPT_OPERATIONS);
  const { code, coordinate, severity, description } = change;
  if (operations.length > 0)
    return {
      severity: 'FAILURE',
      code,
      coordinate,
      description: `${description}. Used by ${usersOf(all)}.`,
      operations,
    };
  const note = severity === 'BREAKING' ? '. No known operation uses it.' : '';
  return { severity: 'NOTICE', code, coordinate, description: `${description}${note}`, operations };
};

/** What to say of each change: what breaks somebody first, and of very many changes only the first ones. */
export const verdictsOn = (impacts: readonly ChangeImpact[]): readonly CheckedChange[] =>
  impacts
    .map(verdictOn)
    .sort((one, other) => Number(other.severity === 'FAILURE') - Number(one.severity === 'FAILURE'))
    .slice(0, KEPT_CHANGES);
