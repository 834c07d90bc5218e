import type { GatewayConfig } from '../config.ts';

type UrlVariable = 'AUTH_URL' | 'CATALOG_URL' | 'INVENTORY_URL' | 'ORDER_URL' | 'FULFILLMENT_URL' | 'NOTIFICATION_URL';

const OURS: Readonly<Record<string, readonly [UrlVariable, number]>> = {
  auth: ['AUTH_URL', 4001],
  catalog: ['CATALOG_URL', 4002],
  inventory: ['INVENTORY_URL', 4003],
  order: ['ORDER_URL', 4004],
  fulfillment: ['FULFILLMENT_URL', 4005],
  notification: ['NOTIFICATION_URL', 4006],
};

/**
 * Where a subgraph of the supergraph is reached: the environment wins, then the routing URL composed in, then our usual
 * port. Throws where there is none, or none that speaks HTTP.
 */
export type Endpoints = (name: string, routingUrl: string | undefined) => URL;

export const makeEndpoints =
  (config: Pick<GatewayConfig, UrlVariable>): Endpoints =>
  (name, routingUrl) => {
    const [variable, port] = OURS[name.toLowerCase()] ?? [];
    const url = (variable && config[variable]) || routingUrl || (port && `http://127.0.0.1:${port}/graphql`);
    if (!url) throw new Error(`the supergraph gives no URL for the subgraph "${name}"`);
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new Error(`the subgraph "${name}" has "${url}" as its URL, which is no HTTP address`);
    }
    return new URL(url);
  };
