import { z } from 'zod';
import { defineEvent } from '../message.ts';
import { role } from '../roles.ts';

export const UserRegistered = defineEvent({
  type: 'UserRegistered',
  version: 1,
  publishers: ['auth'],
  consumers: ['notification'],
  description: 'Somebody opened an account. Subject: the user id.',
  schema: z.object({ userId: z.uuid(), email: z.email(), displayName: z.string(), roles: z.array(role) }),
});
