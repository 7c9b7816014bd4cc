// The browser that the browser tests drive: Chromium, Chrome or Edge as found; else Playwright's own download; else
// Debian's package where apt and root are there. Never skipped in silence: without one it throws one sentence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

function installed() {
  if (process.env.QUORATE_BROWSER) return process.env.QUORATE_BROWSER;
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find((file) => existsSync(file)) ?? null;
}

async function playwrights() {
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : null;
}

/** Whether its libraries are there: the download brings the program only. */
function runs(file) {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** Twice, since a mirror may be in the middle of an update or out of reach for a moment. */
function installFromDebian() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=60', '-qq', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env,
    });
  for (let attempt = 1; attempt <= 2 && !installed(); attempt += 1) {
    apt('update');
    const done = apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
    if (done.status !== 0)
      console.error(`apt-get install chromium: ${(done.stderr || String(done.error)).slice(-500)}`);
  }
}

/** Path of a browser's program. Installs one when there is none; throws with what to install when that fails. */
export async function findBrowser() {
  const found = installed() ?? (await playwrights());
  if (found) return found;
  console.error('No Chromium, Chrome or Edge found: installing one for the browser tests');
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  const download = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 180_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  });
  const own = download.status === 0 ? await playwrights() : null;
  if (own && runs(own)) return own;
  console.error(own ? 'The downloaded one lacks libraries of this system' : 'It could not be downloaded');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) installFromDebian();
  const after = installed();
  if (after) return after;
  throw new Error(
    'The browser tests need Chromium, Google Chrome or Microsoft Edge and none could be installed: install one (on Debian "apt-get install chromium") or set QUORATE_BROWSER to its program.',
  );
}
