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
  projects: [
    project('unit', '.spec', { testPathIgnorePatterns: ['\\.(int|e2e)\\.spec\\.ts$', '/node_modules/'] }),
    project('integration', '.int.spec'),
    project('end-to-end', '.e2e.spec'),
  ],
};
