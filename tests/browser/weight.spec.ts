import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { closeEverything, openWindow } from './kit/browser.js';
import { productUrl } from './kit/product.js';

const root = resolve(import.meta.dirname, '../..');

/** A slow mobile connection and a laptop of some years: 1.6 Mbit/s, 150 ms, a quarter of this processor. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER_BY = 4;
const GOAL_MS = 2_500;
/** Other tests run on the same machine meanwhile. */
const BUSY = 4;
/** Scripts, styles, page, icons and the answers of the first page together. */
const FIRST_ROUTE_KB = 300;

afterAll(closeEverything);

describe('the weight of the pages', () => {
  it('is within the budget of each bundle', () => {
    const budget = spawnSync(process.execPath, [resolve(root, 'web/bundle-budget.mjs')], { encoding: 'utf8' });
    expect({ status: budget.status, said: budget.stderr }).toEqual({ status: 0, said: '' });
  });

  it('lets a co-ordinator on a slow line read the heading of Today', async () => {
    const { page, watch, context } = await openWindow('priya.nair');
    const devtools = await context.newCDPSession(page);
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', SLOW);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_BY });
    const started = Date.now();
    await page.goto(productUrl, { waitUntil: 'commit' });
    await page.locator('h1').waitFor();
    const taken = Date.now() - started;
    expect(Math.round(bytes / 1024)).toBeLessThan(FIRST_ROUTE_KB);
    expect(taken).toBeLessThan(GOAL_MS * BUSY);
    expect(watch.problems).toEqual([]);
    await context.close();
  }, 120_000);
});
