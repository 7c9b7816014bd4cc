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
  if (download.status === 0) {
    const own = await playwrights();
    if (own) return own;
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      stdio: 'ignore',
      env,
    });
  }
  const after = installed();
  if (after) return after;
  throw new Error(
    'The browser tests need Chromium, Google Chrome or Microsoft Edge and none could be installed: install one (on Debian "apt-get install chromium") or set QUORATE_BROWSER to its program.',
  );
}
