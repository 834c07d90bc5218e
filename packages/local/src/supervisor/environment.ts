import type { Backing } from './backing.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoAccount } from './demo-accounts.ts';
import type { Keys } from './keys.ts';
import type { Ports } from './ports.ts';
import { type ServiceName, SUBGRAPHS } from './services.ts';

type Environment = Readonly<Record<string, string>>;

interface Platform {
  readonly ports: Ports;
  readonly keys: Keys;
  readonly backing: Backing;
}

/** What the registry calls the graph of this checkout. */
export const GRAPH_REF = 'cardstock@current';

const urlOf = (ports: Ports, name: ServiceName): string => `http://127.0.0.1:${ports[name]}/graphql`;

const ownEnvironment = ({ ports, keys, backing }: Platform): Record<ServiceName, Environment> => ({
  auth: { JWT_KEYS_FILE: keys.jwtKeys, DEMO_ACCOUNTS: 'true' },
  catalog: { MONGODB_URL: backing.mongodbUrl },
  inventory: { OPENING_STOCK: 'demo' },
  order: {
    CATALOG_URL: urlOf(ports, 'catalog'),
    INVENTORY_URL: urlOf(ports, 'inventory'),
    FULFILLMENT_URL: urlOf(ports, 'fulfillment'),
    STRIPE_API_URL: backing.paymentsUrl,
    STRIPE_SECRET_KEY: keys.stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: keys.stripeWebhookSecret,
    PAYMENT_RETURN_URL: `http://localhost:${ports.gateway}/`,
  },
  fulfillment: { AUTOPILOT: 'true' },
  notification: {
    AUTH_URL: urlOf(ports, 'auth'),
    SMTP_URL: backing.smtpUrl,
    MAIL_FROM: 'Cardstock <orders@cardstock.test>',
  },
  registry: {
    ROOT_KEY_FILE: keys.registryRootKey,
    GATEWAY_KEY_FILE: keys.registryGatewayKey.file,
    PUBLIC_URL: `http://localhost:${ports.registry}`,
    RATE_LIMIT_PER_MINUTE: '1000000',
  },
  gateway: {
    REGISTRY_UPLINK_URLS: `http://127.0.0.1:${ports.registry}/uplink`,
    REGISTRY_REPORTS_URL: `http://127.0.0.1:${ports.registry}`,
    APOLLO_KEY: keys.registryGatewayKey.text,
    APOLLO_GRAPH_REF: GRAPH_REF,
    APOLLO_TELEMETRY_DISABLED: 'true',
    // One machine plays all clients here: in its tests and benchmarks hundreds of buyers come from one address.
    RATE_LIMIT_ANONYMOUS: '10000000',
    RATE_LIMIT_LOGIN: '100000',
    RATE_LIMIT_REQUESTS: '1000000',
    EXPLORER_LOGINS: DEMO_ACCOUNTS.map((name) => `${demoAccount(name)}:${DEMO_PASSWORD}`).join(),
    JWKS_URL: `http://127.0.0.1:${ports.auth}/.well-known/jwks.json`,
    ...Object.fromEntries(SUBGRAPHS.map((name) => [`${name.toUpperCase()}_URL`, urlOf(ports, name)])),
  },
});

/** What a process of ours needs from the surroundings, and nothing else: no service sees another one's secrets. */
const INHERITED = [
  'PATH',
  'HOME',
  'TZ',
  'LANG',
  'LOG_LEVEL',
  'AUTOPILOT',
  'AUTOPILOT_STEP_MS',
  'IMPORT_LIMIT',
  'NODE_EXTRA_CA_CERTS',
];

/** Settings of ours that people try out; none of them is a secret. */
const INHERITED_SETTING =
  /^(CART|CATALOG_CACHE|FRAUD|MAX|PAYMENT|QUOTE|RATE_LIMIT|RESERVATION|RESPONSE|SAGA|SEARCH|SUBGRAPH)_[A-Z_]+$|^CATALOG_CACHE$/;

/** The whole environment of one service. */
export const environmentOf = (name: ServiceName, platform: Platform, inherited: NodeJS.ProcessEnv): Environment => {
  const { ports, keys, backing } = platform;
  const kept = Object.entries(inherited).filter(
    ([variable, value]) => value !== undefined && (INHERITED.includes(variable) || INHERITED_SETTING.test(variable)),
  );
  return {
    NODE_ENV: 'development',
    PORT: String(ports[name]),
    // The registry knows its callers by keys of its own, and has no queue.
    ...(name === 'registry'
      ? {}
      : {
          INTERNAL_KEY_FILE: keys.internalKeyOf(name),
          INTERNAL_JWKS_FILE: keys.internalJwks,
          REDIS_URL: backing.redisUrl,
        }),
    ...(name === 'gateway' ? {} : { DATABASE_URL: backing.databaseUrl(name) }),
    ...ownEnvironment(platform)[name],
    ...(Object.fromEntries(kept) as Environment),
  };
};
