// README command 2 after `npm ci`: every test, browser tests included, then those with a rule of time in them again as on
// a machine in London and on one in Auckland. Arguments go to Jest, which then runs once.
// With QUORATE_TEST_REPORT=FILE the counts are also written there as JSON, for .ci/run.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPostgres } from '../tests/setup/debian-postgres.mjs';
import { buildIfStale } from './build-if-stale.mjs';
import { findBrowser } from './find-browser.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** What a day, an hour or a month is: the rules, and what shows or plans by them. */
const RULES = [
  'libs/(time|recurrence)/',
  'messaging/calendar/',
  'meetings/series/',
  'signals/src/stage-due',
  'oversight/signals/follow',
  'web/src/ui/',
];
const WHAT_USES_THEM = [
  'invitations\\.int',
  'attendance/(register|count-meeting|release-due-date|disputes/(dispute-terms|disputes\\.int))',
  'organisations/(dated-chain|licence-status)',
  'indicators/.*period',
  'web/src/meetings/',
];
/** London has the clock changes, Auckland another day for half of each; a mistake that shows in neither is rare. */
const ZONES = { 'Europe/London': RULES, 'Pacific/Auckland': [...RULES, ...WHAT_USES_THEM] };

/** Jest's counts, added to those of the runs before it. */
const counts = { passed: 0, failed: 0 };

function run(browser, zone, args) {
  const report = join(tmpdir(), `quorate-tests-${process.pid}.json`);
  const jest = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--json',
      `--outputFile=${report}`,
      ...args,
    ],
    // --json would print the report to standard output too; it is wanted in the file only.
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, TZ: zone, QUORATE_BROWSER: browser } },
  );
  let failed = 1;
  try {
    const found = JSON.parse(readFileSync(report, 'utf8'));
    counts.passed += found.numPassedTests;
    failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
  } catch {
    console.error(`Jest ended without a report (${jest.error ?? jest.signal ?? `exit ${jest.status}`}).`);
  }
  rmSync(report, { force: true });
  // A run that failed without a failed test (a set-up that threw, an open handle) is a failure all the same.
  counts.failed += jest.status === 0 ? failed : Math.max(failed, 1);
}

function runAll(browser) {
  const args = process.argv.slice(2);
  run(browser, process.env.TZ || 'UTC', args);
  if (args.length > 0) return;
  for (const [zone, patterns] of Object.entries(ZONES)) {
    console.error(`\nThe tests with a rule of time in them, as on a machine in ${zone}`);
    run(browser, zone, ['--selectProjects', 'node', 'web', '--testPathPatterns', ...patterns]);
  }
}

try {
  const browser = await findBrowser();
  buildIfStale();
  runAll(browser);
} catch (cause) {
  console.error(cause.message);
  counts.failed += 1;
}
const leftOut = missingPostgres();
if (process.env.QUORATE_TEST_REPORT)
  writeFileSync(process.env.QUORATE_TEST_REPORT, JSON.stringify({ ...counts, leftOut }));
if (leftOut) console.log(`Left out: ${leftOut}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
