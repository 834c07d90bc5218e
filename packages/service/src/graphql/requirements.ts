import type { Scope } from '@cardstock/contracts';
import { Directive } from 'type-graphql';

/** The gateway gives the field, or what is of the type, only to viewers who are logged in. */
export const Authenticated = (): ReturnType<typeof Directive> => Directive('@authenticated');

/** The gateway gives the field, or what is of the type, only to viewers with all of these scopes. */
export const RequiresScopes = (...scopes: readonly [Scope, ...Scope[]]): ReturnType<typeof Directive> =>
  Directive(`@requiresScopes(scopes: [[${scopes.map((scope) => JSON.stringify(scope)).join(', ')}]])`);
