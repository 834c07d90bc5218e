import type { Viewer } from '@cardstock/service/core';
import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode } from 'graphql';
import type { Redis } from 'ioredis';
import type { GatewayConfig } from '../config.ts';
import { makeTokenBucket, type Taken } from './token-bucket.ts';

type Limits = Pick<
  GatewayConfig,
  'RATE_LIMIT_ANONYMOUS' | 'RATE_LIMIT_USER' | 'RATE_LIMIT_STAFF' | 'RATE_LIMIT_LOGIN' | 'RATE_LIMIT_REQUESTS'
>;

export interface Asker {
  readonly viewer: Viewer;
  readonly address: string;
}

export interface RateLimits {
  /** Takes what an operation costs from the bucket of whoever asks. */
  takeOperation(asker: Asker, cost: number): Promise<Taken>;
  /** Takes attempts to log in, to register, or to reset a password from the bucket of the address. */
  takeLogins(asker: Asker, attempts: number): Promise<Taken>;
  /** Takes a request, whatever is in it, from this process' own bucket of the address: before anything is read. */
  takeRequest(address: string): Promise<Taken>;
}

const LOGIN_FIELDS = new Set(['login', 'register', 'requestPasswordReset', 'resetPassword']);

type Selections = OperationDefinitionNode['selectionSet']['selections'];

/** How often the operation tries to log in and the like; a hundred aliases are a hundred attempts. */
export const loginAttemptsIn = (operation: OperationDefinitionNode, document: DocumentNode): number => {
  if (operation.operation !== 'mutation') return 0;
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const count = (selections: Selections): number =>
    selections.reduce((sum, node) => {
      if (node.kind === Kind.FIELD) return sum + (LOGIN_FIELDS.has(node.name.value) ? 1 : 0);
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      return sum + (inner ? count(inner.selectionSet.selections) : 0);
    }, 0);
  return count(operation.selectionSet.selections);
};

/** The buckets of a gateway, shared with the others through Redis where there is one. */
export const makeRateLimits = (limits: Limits, redis: Redis | undefined): RateLimits => {
  const anonymous = makeTokenBucket({ name: 'anonymous', pointsPerMinute: limits.RATE_LIMIT_ANONYMOUS, redis });
  const user = makeTokenBucket({ name: 'user', pointsPerMinute: limits.RATE_LIMIT_USER, redis });
  const staff = makeTokenBucket({ name: 'staff', pointsPerMinute: limits.RATE_LIMIT_STAFF, redis });
  const login = makeTokenBucket({ name: 'login', pointsPerMinute: limits.RATE_LIMIT_LOGIN, redis });
  const requests = makeTokenBucket({ name: 'requests', pointsPerMinute: limits.RATE_LIMIT_REQUESTS });
  return {
    takeOperation: ({ viewer, address }, cost) => {
      const points = Math.max(1, Math.ceil(cost));
      if (viewer.kind === 'anonymous') return anonymous.take(address, points);
      if (viewer.kind === 'service') return staff.take(viewer.name, points);
      return (viewer.roles.some((role) => role !== 'CUSTOMER') ? staff : user).take(viewer.id, points);
    },
    takeLogins: ({ address }, attempts) => login.take(address, attempts),
    takeRequest: (address) => requests.take(address, 1),
  };
};
