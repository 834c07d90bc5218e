import { UserRegistered } from '@cardstock/contracts';
import type { TransactionScope } from '@cardstock/service';
import type { Scope } from '../application/ports.ts';
import { loginFailuresIn } from './login-failures.repository.ts';
import { sessionsIn } from './sessions.repository.ts';
import { usersIn } from './users.repository.ts';

/** What the use cases of this subgraph work on, in one transaction. */
export const scopeIn = ({ em, sql, send }: TransactionScope): Scope => ({
  users: usersIn(em, sql),
  sessions: sessionsIn(em, sql),
  failures: loginFailuresIn(sql),
  announce: ({ id, email, displayName, roles, createdAt }, correlationId) =>
    send(
      UserRegistered,
      { userId: id, email, displayName, roles: [...roles] },
      { subject: id, occurredAt: createdAt, correlationId },
    ),
});
