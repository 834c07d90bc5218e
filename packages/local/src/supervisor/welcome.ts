import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoAccount } from './demo-accounts.ts';
import type { Platform } from './platform.ts';
import { SUBGRAPHS } from './services.ts';

const line = (name: string, value: string): string => `  ${name.padEnd(22)} ${value}`;

/** What a person needs to know once the platform is ready. */
export const welcome = ({ ports, backing, gatewayUrl, registryUrl }: Platform, seconds: number): string =>
  [
    '',
    `Cardstock is ready (${seconds.toFixed(1)} s).`,
    '',
    line('GraphQL', gatewayUrl),
    line('Subscriptions', gatewayUrl.replace('http', 'ws')),
    line('REST API', new URL('/api/v1/docs/', gatewayUrl).href),
    ...(backing.mailUrl ? [line('Mails that were sent', backing.mailUrl)] : []),
    line('Schema registry', registryUrl),
    line('Key of the registry', 'npm run -s registry:dev-key'),
    ...SUBGRAPHS.map((name) => line(`${name} subgraph`, `http://localhost:${ports[name]}/health/ready`)),
    '',
    line('Demo accounts', DEMO_ACCOUNTS.map(demoAccount).join(', ')),
    line('Password of each', DEMO_PASSWORD),
    '',
    '  Next: npm run demo, in a second terminal. Ctrl-C stops everything.',
    '',
  ].join('\n');
