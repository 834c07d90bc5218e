import { DomainErrorType } from '@cardstock/service';
import { createUnionType, ObjectType } from 'type-graphql';
import type { Session } from '../application/open-session.ts';
import type { RefreshRefusal } from '../application/refresh-session.ts';
import type { Outcome } from '../domain/outcome.ts';
import { SessionType, toSession } from './session.type.ts';

@ObjectType('SessionRevoked', {
  implements: DomainErrorType,
  description: 'The refresh token buys nothing: its session has ended, or the token was used before. Log in again.',
})
export class SessionRevokedType extends DomainErrorType {
  override code = 'SESSION_REVOKED';
  override message = 'This session has ended. Log in again.';
}

export const RefreshResult = createUnionType({
  name: 'RefreshResult',
  description: 'The session with its next pair of tokens, or word that it has ended.',
  types: () => [SessionType, SessionRevokedType] as const,
});

export const toRefreshResult = (outcome: Outcome<Session, RefreshRefusal>): typeof RefreshResult =>
  outcome.ok ? toSession(outcome.value) : new SessionRevokedType();
