import { gzipSync } from 'node:zlib';
import { Report } from '@apollo/usage-reporting-protobuf';

/** What one client ran. */
export interface Ran {
  /** A signature, with its name. */
  readonly query: string;
  readonly name?: string;
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  readonly client?: string;
  readonly version?: string;
  readonly requests?: number;
}

interface ReportOptions {
  readonly graphRef: string;
  readonly endTime?: Date;
}

const MS_PER_SECOND = 1_000;

/** A usage report as Apollo Server sends it, before it is compressed. */
export const reportOf = (ran: readonly Ran[], { graphRef, endTime = new Date() }: ReportOptions): Uint8Array =>
  Report.encode({
    header: { graphRef },
    endTime: {
      seconds: Math.floor(endTime.getTime() / MS_PER_SECOND),
      nanos: (endTime.getTime() % MS_PER_SECOND) * 1_000_000,
    },
    tracesPerQuery: Object.fromEntries(
      ran.map(({ query, name = '-', fields = {}, client = '', version = '', requests = 1 }) => [
        `# ${name}\n${query}`,
        {
          referencedFieldsByType: Object.fromEntries(
            Object.entries(fields).map(([type, fieldNames]) => [type, { fieldNames: [...fieldNames] }]),
          ),
          statsWithContext: [
            { context: { clientName: client, clientVersion: version }, queryLatencyStats: { requestCount: requests } },
          ],
        },
      ]),
    ),
  }).finish();

/** Sends the body of a report as reporters do: compressed, without a content type. */
export const sendReport = (registryUrl: string, key: string, body: Uint8Array): Promise<Response> =>
  fetch(`${registryUrl}/api/ingress/traces`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-encoding': 'gzip', accept: 'application/json' },
    body,
  });

/** Sends a report, which the registry must take. */
export const report = async (
  registryUrl: string,
  key: string,
  ran: readonly Ran[],
  options: ReportOptions,
): Promise<void> => {
  const reply = await sendReport(registryUrl, key, gzipSync(reportOf(ran, options)));
  if (reply.status !== 200) throw new Error(`${reply.status} ${await reply.text()}`);
};
