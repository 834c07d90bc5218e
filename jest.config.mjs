const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['cardstock-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { rewriteRelativeImportExtensions: false } }] },
  modulePathIgnorePatterns: ['/dist/', '/.cardstock/'],
};
const project = (displayName, suffix, more = {}) => ({
  ...shared,
  displayName,
  testMatch: [`**/*${suffix}.ts`],
  ...more,
});

export default {
  // Longer than a test waits for a condition, which tells more than a test that is cut off.
  testTimeout: 180_000,
  // Node keeps every ES module that a test file has loaded: a worker that has become large is slow, and is replaced.
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', '.spec', { testPathIgnorePatterns: ['\\.(int|e2e)\\.spec\\.ts$', '/node_modules/'] }),
    project('integration', '.int.spec', {
      globalSetup: './packages/testing/dist/global-setup.js',
      globalTeardown: './packages/testing/dist/global-teardown.js',
    }),
    project('end-to-end', '.e2e.spec', {
      globalSetup: './packages/testing/dist/e2e-setup.js',
      globalTeardown: './packages/testing/dist/e2e-teardown.js',
    }),
  ],
};
