import { Gauge, type Registry } from 'prom-client';

interface Counted {
  readonly sockets: () => number;
  readonly streams: () => number;
  readonly upstreams: () => number;
}

/** Shows what is open now. */
export const showSubscriptions = (metrics: Registry, { sockets, streams, upstreams }: Counted): void => {
  new Gauge({
    name: 'gateway_stream_connections',
    help: 'Connections of clients that carry subscriptions.',
    labelNames: ['transport'],
    registers: [metrics],
    collect() {
      this.set({ transport: 'websocket' }, sockets());
      this.set({ transport: 'sse' }, streams());
    },
  });
  new Gauge({
    name: 'gateway_upstream_subscriptions',
    help: 'Subscriptions that are open at subgraphs; identical ones of one viewer share one.',
    registers: [metrics],
    collect() {
      this.set(upstreams());
    },
  });
};
