/** The processes of the platform, with their usual ports and the variables that move them. */
export const SERVICES = [
  { name: 'auth', port: 4001, folder: 'subgraphs/auth' },
  { name: 'catalog', port: 4002, folder: 'subgraphs/catalog' },
  { name: 'inventory', port: 4003, folder: 'subgraphs/inventory' },
  { name: 'order', port: 4004, folder: 'subgraphs/order' },
  { name: 'fulfillment', port: 4005, folder: 'subgraphs/fulfillment' },
  { name: 'notification', port: 4006, folder: 'subgraphs/notification' },
  { name: 'gateway', port: 4000, folder: 'gateway' },
  { name: 'registry', port: 4010, folder: 'schema/registry' },
] as const;

export type ServiceName = (typeof SERVICES)[number]['name'];

/** What the graph is made of. */
export const SUBGRAPHS = SERVICES.filter(({ folder }) => folder.startsWith('subgraphs/')).map(({ name }) => name);

/** Everything but the gateway owns a database of its name. */
export const DATABASES = [...SUBGRAPHS, 'registry'] as const;

export const portVariableOf = (name: ServiceName): string => `${name.toUpperCase()}_PORT`;
