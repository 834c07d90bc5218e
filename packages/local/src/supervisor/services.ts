/** The processes of the platform, with their usual ports and the variables that move them. */
export const SERVICES = [
  { name: 'auth', port: 4001, folder: 'subgraphs/auth' },
  { name: 'catalog', port: 4002, folder: 'subgraphs/catalog' },
  { name: 'inventory', port: 4003, folder: 'subgraphs/inventory' },
  { name: 'order', port: 4004, folder: 'subgraphs/order' },
  { name: 'fulfillment', port: 4005, folder: 'subgraphs/fulfillment' },
  { name: 'notification', port: 4006, folder: 'subgraphs/notification' },
  { name: 'gateway', port: 4000, folder: 'gateway' },
] as const;

export type ServiceName = (typeof SERVICES)[number]['name'];

/** The subgraphs: everything but the gateway. Each owns a database of its name. */
export const SUBGRAPHS = SERVICES.filter(({ name }) => name !== 'gateway').map(({ name }) => name);

export const portVariableOf = (name: ServiceName): string => `${name.toUpperCase()}_PORT`;
