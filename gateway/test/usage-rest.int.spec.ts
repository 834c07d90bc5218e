import { eventually } from '@cardstock/testing';
import { expect, it } from '@jest/globals';
import { ReportSink } from './report-sink.ts';
import { startShopPlatform } from './rest/shop-platform.ts';

it('the REST API is reported as the operations that it runs, with the client', async () => {
  const [sink, shop] = [new ReportSink(), await startShopPlatform()];
  try {
    const gateway = await shop.another({
      REGISTRY_REPORTS_URL: await sink.start(),
      APOLLO_KEY: 'service:cardstock:secret',
      APOLLO_GRAPH_REF: 'cardstock@current',
      USAGE_REPORT_MS: '100',
    });
    const url = new URL('/api/v1/products/p1', gateway.url);
    for (let times = 0; times < 3; times += 1) {
      const reply = await fetch(url, {
        headers: { 'apollographql-client-name': 'till', 'apollographql-client-version': '3' },
      });
      expect(reply.status).toBe(200);
    }
    await eventually(() => expect(Object.values(sink.counts)).toEqual([3]));
    expect(Object.keys(sink.counts)[0]).toMatch(/^Rest\w* till@3$/);
  } finally {
    await shop.close();
    await sink.close();
  }
});
