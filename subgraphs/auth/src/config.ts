import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';

/** What the auth subgraph reads from its environment. */
export const authConfig = subgraphConfig
  .extend({
    PORT: subgraphConfig.shape.PORT.default(4001),
    JWT_KEYS_FILE: z.string().min(1).describe('private JWK set (Ed25519): its first key signs, all of them verify'),
    JWT_ISSUER: z.string().min(1).default('cardstock'),
    JWT_AUDIENCE: z.string().min(1).default('cardstock'),
    DEMO_ACCOUNTS: z.stringbool().default(false).describe('create accounts whose password everybody knows'),
  })
  .refine(({ DEMO_ACCOUNTS, NODE_ENV }) => !(DEMO_ACCOUNTS && NODE_ENV === 'production'), {
    path: ['DEMO_ACCOUNTS'],
    message: 'must not be true in production: everybody knows the password of these accounts',
  });

export type AuthConfig = Readonly<z.infer<typeof authConfig>>;
