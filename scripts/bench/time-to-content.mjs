// node scripts/bench/time-to-content.mjs ADDRESS [ADDRESS2]: milliseconds until a page's heading and data are there, on a
// ward PC as `ux.md` 3.2 has it (1.6 Mbit/s, 150 ms, processor four times slower), of a product with the demo that runs at
// ADDRESS; with a second one, both in turn. First is the first visit, kept the next one with the files kept by the browser,
// inside is a link on the page before; keptWhole is kept until the charts and tables below the heading are drawn as well.
// Median of ROUNDS, 3 unless told; ONLY is a regular expression over "Name page".
import { chromium } from 'playwright-core';
import { findBrowser } from '../find-browser.mjs';

const bases = process.argv.slice(2);
if (bases.length === 0) bases.push('http://localhost:4000');
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const LOADING = '.q-skeleton, .q-loading, [aria-busy="true"]';
const only = new RegExp(process.env.ONLY ?? '');

/** A page, or the first link of its kind on the page that leads to it; and where its link is found. */
const menu = (path, from = '/') => ({ path, from });
const of = (from, link) => ({ link, from });
const PAGES = {
  'Priya Nair': [
    menu('/meetings'),
    menu('/engagement'),
    of('/engagement', 'a[href="/engagement/cover"]'),
    of('/engagement', 'a[href^="/engagement/providers/"]:not([href*="/rows"])'),
    of('/engagement', 'a[href^="/engagement/roles/"]'),
    menu('/engagement/method'),
  ],
  'Ruth Clarkson': [
    menu('/engagement'),
    of('/engagement', 'a[href="/engagement/cover"]'),
    of('/engagement', 'a[href^="/engagement/providers/"]:not([href*="/rows"])'),
    of('/engagement', 'a[href^="/engagement/roles/"]'),
    of('/engagement', 'a[href="/engagement/measures"]'),
    menu('/engagement/runs', '/engagement'),
    menu('/signals'),
    of('/signals', 'a[href^="/signals/"]'),
    menu('/returns', '/signals'),
    menu('/concerns', '/signals'),
    menu('/engagement/method'),
  ],
  'Helen Pricely': [
    menu('/engagement'),
    of('/engagement/overview', 'a[href="/engagement/cover"]'),
    of('/engagement/overview', 'a[href^="/engagement/roles/"]'),
    of('/engagement/overview', 'a[href="/engagement/measures"]'),
    menu('/signals'),
    of('/signals', 'a[href^="/signals/"]:not([href="/signals/months"])'),
    of('/signals', 'a[href="/signals/months"]'),
    menu('/returns', '/signals'),
    menu('/engagement/method'),
  ],
};

const browser = await chromium.launch({ executablePath: await findBrowser() });
const report = {};
for (const [name, pages] of Object.entries(PAGES)) {
  const states = await Promise.all(bases.map((base) => signIn(base, name)));
  for (const { path, link, from } of pages.filter((page) => only.test(`${name} ${page.path ?? page.link}`))) {
    const times = bases.map(() => ({ first: [], kept: [], keptWhole: [], inside: [] }));
    const addresses = await Promise.all(bases.map((base, at) => path ?? addressOf(base, states[at], from, link)));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [at, base] of bases.entries()) await visit(base, states[at], addresses[at], from, times[at]);
    for (const [at, base] of bases.entries()) {
      const medians = Object.fromEntries(Object.entries(times[at]).map(([kind, all]) => [kind, median(all)]));
      const label = `${name} ${path ?? link}${bases.length > 1 ? ` ${base}` : ''}`;
      report[label] = medians;
      console.error(label, JSON.stringify(medians));
    }
  }
}
await browser.close();
console.log(JSON.stringify(report, null, 2));

async function visit(base, storageState, path, from, times) {
  const context = await browser.newContext({ storageState, viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await slow(page);
  times.first.push(await timed(page, () => page.goto(base + path, { waitUntil: 'commit' })));
  const began = performance.now();
  times.kept.push(await timed(page, () => page.goto(base + path, { waitUntil: 'commit' })));
  await page.waitForFunction((loading) => !document.querySelector(loading), `${LOADING}, .q-to-come`, {
    polling: 'raf',
  });
  times.keptWhole.push(performance.now() - began);
  await timed(page, () => page.goto(base + from, { waitUntil: 'commit' }));
  const link = page.locator(`a[href="${path}"]:visible`).first();
  await link.waitFor({ timeout: 10_000 }).catch(() => undefined);
  if ((await link.count()) > 0) times.inside.push(await timed(page, () => link.click(), path.split('?')[0]));
  await context.close();
}

async function signIn(base, name) {
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

/** The first link of this kind on the page that leads to it. */
async function addressOf(base, storageState, from, selector) {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(base + from);
  const link = page.locator(`main ${selector}`).first();
  await link.waitFor();
  const href = await link.getAttribute('href');
  await context.close();
  return href;
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

/** From the step to the heading with nothing loading; inside the app, of the page with this path or one it leads on to. */
async function timed(page, step, path = null) {
  const began = performance.now();
  const before = path ? new URL(page.url()).pathname : null;
  await step();
  if (path) await page.waitForURL((url) => url.pathname === path || url.pathname !== before);
  await page.waitForFunction(
    (loading) => document.querySelector('main h1') && !document.querySelector(loading),
    LOADING,
    { polling: 'raf', timeout: 60_000 },
  );
  return performance.now() - began;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? null : Math.round(sorted[Math.floor(sorted.length / 2)]);
}
