/** The accounts that exist in development only: the auth subgraph makes them, and refuses to in production. */
export const DEMO_ACCOUNTS = ['customer', 'support', 'warehouse', 'catalog', 'admin'] as const;
export const DEMO_PASSWORD = 'Cardstock-demo-1';

export const demoAccount = (name: (typeof DEMO_ACCOUNTS)[number]): string => `${name}@cardstock.test`;
