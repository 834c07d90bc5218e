import { makeLog, makeMetrics, type ProcessTools } from '@cardstock/service/core';

/** Log and metrics for a service under test: silent, unless TEST_LOG names a level. */
export const testTools = (name: string): ProcessTools => ({
  log: makeLog({ name, level: process.env['TEST_LOG'] ?? 'silent', pretty: false }),
  metrics: makeMetrics(name),
});
