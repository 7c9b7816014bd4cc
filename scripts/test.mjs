// README command 2 after `npm ci`: every test, browser tests included. Arguments go to Jest.
// With QUORATE_TEST_REPORT=FILE the counts are also written there as JSON, for .ci/run.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { findBrowser } from './find-browser.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

let browser;
try {
  browser = await findBrowser();
  buildIfStale();
} catch (cause) {
  console.error(cause.message);
  process.exit(1);
}

const report = join(tmpdir(), `quorate-tests-${process.pid}.json`);
const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  // --json would print the report to standard output too; it is wanted in the file only.
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, QUORATE_BROWSER: browser } },
);
let counts = { passed: 0, failed: 1 };
try {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  counts = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
} catch {
  console.error('Jest ended without a report.');
}
rmSync(report, { force: true });
if (process.env.QUORATE_TEST_REPORT) writeFileSync(process.env.QUORATE_TEST_REPORT, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(jest.status === 0 && counts.failed === 0 ? 0 : 1);
