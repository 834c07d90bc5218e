import { type IReportHeader, type ITracesAndStats, Report } from '@apollo/usage-reporting-protobuf';
import type { ClientName } from './client.ts';
import type { OperationFacts } from './operation-facts.ts';

interface ClientCount {
  readonly client: ClientName;
  requests: number;
}

interface OperationCount {
  readonly facts: OperationFacts;
  readonly clients: Map<string, ClientCount>;
}

const BYTES_PER_CLIENT = 60;
const NANOSECONDS = 1_000_000;

const statsOf = ({ facts, clients }: OperationCount): ITracesAndStats => ({
  referencedFieldsByType: facts.referencedFields,
  statsWithContext: [...clients.values()].map(({ client, requests }) => ({
    context: { clientName: client.name, clientVersion: client.version },
    queryLatencyStats: { requestCount: requests, requestsWithoutFieldInstrumentation: requests },
  })),
});

/** How often each operation was run by each client since the last report. */
export class UsageCounts {
  readonly #operations = new Map<string, OperationCount>();
  #bytes = 0;
  #total = 0;

  /** About the length of the report. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The number of requests. */
  get total(): number {
    return this.#total;
  }

  add(facts: OperationFacts, client: ClientName): void {
    const operation = this.#operations.get(facts.statsKey) ?? this.#open(facts);
    const key = `${client.name}\n${client.version}`;
    const count = operation.clients.get(key);
    this.#total += 1;
    if (count) {
      count.requests += 1;
      return;
    }
    operation.clients.set(key, { client, requests: 1 });
    this.#bytes += BYTES_PER_CLIENT + key.length;
  }

  #open(facts: OperationFacts): OperationCount {
    const operation: OperationCount = { facts, clients: new Map() };
    this.#operations.set(facts.statsKey, operation);
    this.#bytes += facts.bytes;
    return operation;
  }

  /** The counts as the wire has them. */
  encode(header: IReportHeader, endedAt: Date): Uint8Array {
    const atMs = endedAt.getTime();
    const tracesPerQuery = Object.fromEntries(
      [...this.#operations].map(([statsKey, operation]) => [statsKey, statsOf(operation)]),
    );
    const endTime = { seconds: Math.floor(atMs / 1_000), nanos: (atMs % 1_000) * NANOSECONDS };
    return Report.encode({ header, endTime, operationCount: this.#total, tracesPerQuery }).finish();
  }
}
