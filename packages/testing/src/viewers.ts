import { newId, type Role, scopesOf } from '@cardstock/contracts';
import type { UserViewer } from '@cardstock/service/core';

/** A logged-in user with these roles; a customer where none are named. */
export const aUser = (roles: readonly Role[] = ['CUSTOMER'], id: string = newId()): UserViewer => ({
  kind: 'user',
  id,
  roles,
  scopes: scopesOf(roles),
});
