import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { type IContextualizedStats, Report } from '@apollo/usage-reporting-protobuf';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Takes usage reports as a registry does, and tells what they say. */
export class ReportSink {
  readonly received: Received[] = [];
  /** What it answers; the report counts as taken with 200 only. */
  status = 200;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(this.status, { 'content-type': 'application/json' }).end('{"tracesIgnored":true}');
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get reports(): Report[] {
    return this.received.map(({ body }) => Report.decode(gunzipSync(body)));
  }

  /** `name client@version` of each operation with the number of its requests. */
  get counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { tracesPerQuery } of this.reports) {
      for (const [key, { statsWithContext = [] }] of Object.entries(tracesPerQuery)) {
        for (const { context, queryLatencyStats } of statsWithContext as IContextualizedStats[]) {
          const of = `${key.slice(2, key.indexOf('\n'))} ${context?.clientName}@${context?.clientVersion}`;
          counts[of] = (counts[of] ?? 0) + Number(queryLatencyStats?.requestCount);
        }
      }
    }
    return counts;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
