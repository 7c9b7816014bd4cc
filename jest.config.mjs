// Three projects: rules and services (node), pages (jsdom), and the journeys that need the built product (tests/).
// Libs and migrations are read as source through the `@quorate/source` condition, so no build is needed before tests.
const swc = (jsx) => ({
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: jsx ? { syntax: 'typescript', tsx: true } : { syntax: 'typescript', decorators: true },
    transform: jsx
      ? { react: { runtime: 'automatic' } }
      : { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'es6' },
});

const shared = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/.nx/', '/.quorate/'],
};

export default {
  maxWorkers: 2,
  // Modules of a finished file are never given back (vm-modules), so a worker that has grown makes way for a fresh one.
  workerIdleMemoryLimit: '1.5GB',
  // Not how fast it is: a busy machine takes seconds to begin a server. Jest heeds it here only, not in a project.
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testEnvironmentOptions: { customExportConditions: ['@quorate/source', 'node', 'node-addons'] },
      testMatch: ['<rootDir>/{libs,api,migrations,tests,scripts}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/tests/browser/', '<rootDir>/tests/load/'],
      transform: { '^.+\\.ts$': ['@swc/jest', swc(false)] },
      globalSetup: '<rootDir>/tests/setup/start-postgres.mjs',
      globalTeardown: '<rootDir>/tests/setup/stop-postgres.mjs',
    },
    {
      ...shared,
      displayName: 'web',
      testEnvironment: 'jsdom',
      testEnvironmentOptions: { customExportConditions: ['@quorate/source', 'node', 'node-addons'] },
      testMatch: ['<rootDir>/web/src/**/*.spec.{ts,tsx}'],
      setupFilesAfterEnv: ['<rootDir>/web/src/testing/patience.ts'],
      transform: { '^.+\\.tsx?$': ['@swc/jest', swc(true)] },
    },
    {
      ...shared,
      displayName: 'browser',
      testEnvironment: 'node',
      testEnvironmentOptions: { customExportConditions: ['@quorate/source', 'node', 'node-addons'] },
      testMatch: ['<rootDir>/tests/browser/**/*.spec.ts'],
      transform: { '^.+\\.ts$': ['@swc/jest', swc(false)] },
      globalSetup: '<rootDir>/tests/setup/start-product.mjs',
      globalTeardown: '<rootDir>/tests/setup/stop-product.mjs',
    },
  ],
};
