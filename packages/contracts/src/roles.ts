import { z } from 'zod';

export const ROLES = ['CUSTOMER', 'SUPPORT', 'WAREHOUSE', 'CATALOG_MANAGER', 'ADMIN'] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

export const SCOPES = [
  'order:read',
  'order:write',
  'stock:read',
  'stock:write',
  'catalog:write',
  'user:read',
  'user:write',
] as const;
export const scope = z.enum(SCOPES);
export type Scope = z.infer<typeof scope>;

const SCOPES_OF: Record<Role, readonly Scope[]> = {
  CUSTOMER: [],
  SUPPORT: ['order:read', 'order:write', 'stock:read', 'user:read'],
  WAREHOUSE: ['order:read', 'stock:read', 'stock:write'],
  CATALOG_MANAGER: ['catalog:write', 'stock:read'],
  ADMIN: SCOPES,
};

/** What the bearer of these roles may do beyond what is their own, without repetition. */
export const scopesOf = (roles: readonly Role[]): Scope[] => [...new Set(roles.flatMap((name) => SCOPES_OF[name]))];
