import { createServer, type Server } from 'node:http';

/** What the catalog, inventory and fulfilment would answer, for the few questions that this subgraph asks them. */
export interface Neighbours {
  readonly prices: Map<string, number>;
  readonly available: Map<string, number>;
  /** The ways to send a parcel and their prices, beside STANDARD at 499. */
  readonly shipping: Map<string, number>;
  readonly questions: string[];
  isDown: boolean;
}

export const makeNeighbours = (): Neighbours => ({
  prices: new Map(),
  available: new Map(),
  shipping: new Map(),
  questions: [],
  isDown: false,
});

interface Reference {
  readonly sku: string;
}

const offerOf = ({ prices }: Neighbours, { sku }: Reference) => {
  const amount = prices.get(sku);
  if (amount === undefined) return null;
  return { sku, title: `Card ${sku}`, price: { amount, currency: 'USD' }, weightGrams: 2, isOnSale: true };
};

const availabilityOf = ({ available }: Neighbours, { sku }: Reference) => {
  const count = available.get(sku);
  return count === undefined ? null : { availability: { available: count, status: 'IN_STOCK' } };
};

const waysToSend = ({ shipping }: Neighbours) =>
  [['STANDARD', 499] as const, ...shipping].map(([id, amount]) => ({
    id,
    name: id,
    carrier: 'SwiftPost',
    price: { amount, currency: 'USD' },
    estimatedDays: 5,
  }));

const answer = (neighbours: Neighbours, body: string): unknown => {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  neighbours.questions.push(query);
  if (query.includes('shippingOptions')) return { shippingOptions: waysToSend(neighbours) };
  const wanted = variables['wanted'] as readonly Reference[];
  const tell = query.includes('availability') ? availabilityOf : offerOf;
  return { _entities: wanted.map((reference) => tell(neighbours, reference)) };
};

/** One server that plays them all. */
export const startNeighbours = async (neighbours: Neighbours): Promise<Server> => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      if (neighbours.isDown) return void response.writeHead(503).end('down');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: answer(neighbours, body) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
