// node scripts/bench/time-to-content.mjs ADDRESS: milliseconds until a page's heading and data are there, on a ward PC as
// `ux.md` 3.2 has it (1.6 Mbit/s, 150 ms, processor four times slower), of a product with the demo that runs at ADDRESS.
// Cold is the first visit, again with the files kept by the browser, inside is a link of the navigation. Median of three.
import { chromium } from 'playwright-core';
import { findBrowser } from '../find-browser.mjs';

const [base = 'http://localhost:4000'] = process.argv.slice(2);
const ROUNDS = 3;
const PAGES = {
  'Priya Nair': ['/meetings', '/engagement'],
  'Ruth Clarkson': [
    '/engagement',
    '/engagement/cover',
    '/engagement/measures',
    '/engagement/runs',
    '/signals',
    'a[href^="/signals/"]',
    'a[href^="/engagement/providers/"]',
    '/returns',
    '/concerns',
    '/engagement/method',
  ],
  'Helen Pricely': ['/engagement', '/signals', 'a[href^="/signals/"]', '/signals/months', '/returns'],
};

const browser = await chromium.launch({ executablePath: await findBrowser() });
const report = {};
for (const [name, pages] of Object.entries(PAGES)) {
  const storageState = await signIn(name);
  for (const asked of pages) {
    const path = asked.startsWith('/') ? asked : await addressOf(storageState, asked);
    const times = { cold: [], again: [], inside: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await browser.newContext({ storageState, viewport: { width: 1366, height: 768 } });
      const page = await context.newPage();
      await slow(page);
      times.cold.push(await timed(page, () => page.goto(base + path, { waitUntil: 'commit' })));
      times.again.push(await timed(page, () => page.goto(base + path, { waitUntil: 'commit' })));
      await timed(page, () => page.goto(`${base}/`, { waitUntil: 'commit' }));
      const link = page.locator(`nav a[href="${path}"]`).first();
      if ((await link.count()) > 0) times.inside.push(await timed(page, () => link.click(), path));
      await context.close();
    }
    report[`${name} ${asked}`] = Object.fromEntries(Object.entries(times).map(([kind, all]) => [kind, median(all)]));
    console.error(`${name} ${asked}`, JSON.stringify(report[`${name} ${asked}`]));
  }
}
await browser.close();
console.log(JSON.stringify(report, null, 2));

async function signIn(name) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(base);
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click();
  await page.locator('h1').first().waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The first link of this kind on the list that leads to it. */
async function addressOf(storageState, selector) {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(base + (selector.includes('/signals/') ? '/signals' : '/engagement'));
  const link = page.locator(`main ${selector}`).first();
  await link.waitFor();
  const path = new URL(await link.getAttribute('href'), base);
  await context.close();
  return path.pathname + path.search;
}

async function slow(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 200_000,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** From the step to the heading with nothing loading; inside the app, of the page with this path. */
async function timed(page, step, path = null) {
  const began = performance.now();
  await step();
  if (path) await page.waitForURL((url) => url.pathname === path);
  await page.waitForFunction(
    () => document.querySelector('main h1') && !document.querySelector('.q-skeleton, .q-loading, [aria-busy="true"]'),
    null,
    { polling: 'raf', timeout: 60_000 },
  );
  return performance.now() - began;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : Math.round(sorted[Math.floor(sorted.length / 2)]);
}
