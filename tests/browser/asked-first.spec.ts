import { afterAll, describe, expect, it } from '@jest/globals';
import { closeEverything, openWindow } from './kit/browser.js';
import { persona, productUrl } from './kit/product.js';
import { open, settled } from './kit/watched.js';

afterAll(closeEverything);

const OF_TAMEWATER = /Tamewater|Merrow|Alderbrook/;

describe('what a page asks before its files are there', () => {
  it('is asked for the same person again at once, and not twice', async () => {
    const { page, watch, context } = await openWindow('ruth.clarkson');
    await open(page, '/engagement/cover');
    expect([...watch.first]).toEqual(['Viewer', 'EngagementCover']);
    expect([...watch.later].filter((name) => watch.first.has(name))).toEqual([]);
    expect(await page.locator('main').innerText()).toMatch(OF_TAMEWATER);
    watch.first.clear();
    watch.later.clear();
    await page.getByRole('navigation').getByRole('link', { name: 'Signals and concerns', exact: true }).click();
    await page.waitForURL(`${productUrl}/signals`);
    await settled(page);
    expect([...watch.first]).toEqual(['Signals']);
    expect([...watch.later]).not.toContain('Signals');
    expect(watch.problems).toEqual([]);
    await context.close();
  }, 120_000);

  it('is the next person’s own when somebody else signs in in the same browser', async () => {
    const { page, watch, context } = await openWindow('ruth.clarkson');
    await open(page, '/engagement/cover');
    await context.clearCookies();
    await context.addCookies((await persona('callum.mccrae')).state.cookies);
    await open(page, '/engagement/cover');
    await page.getByRole('button', { name: /Callum McCrae/ }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(OF_TAMEWATER);
    expect(watch.problems).toEqual([]);
    await context.close();
  }, 120_000);

  it('is asked anew, and shows nothing of the other, when somebody else signs in while it is under way', async () => {
    const callum = await persona('callum.mccrae');
    const { page, context } = await openWindow('ruth.clarkson');
    await open(page, '/engagement/cover');
    const asked: string[] = [];
    // The page's first question leaves with her session; who is signed in, and all that is asked later, with his.
    await page.route('**/graphql', async (route) => {
      const { operationName } = route.request().postDataJSON() as { operationName: string };
      asked.push(operationName);
      if (operationName === 'EngagementCover' && asked.filter((name) => name === operationName).length === 1)
        return route.continue();
      const response = await callum.http.post('/graphql', {
        data: route.request().postData() ?? '',
        headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'true' },
      });
      return route.fulfill({ response });
    });
    await open(page, '/engagement/cover');
    await page.getByRole('button', { name: /Callum McCrae/ }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(OF_TAMEWATER);
    expect(asked.filter((name) => name === 'EngagementCover')).toHaveLength(2);
    await context.close();
  }, 120_000);

  it('follows a change of role, and is nothing that the role may not open', async () => {
    const { page, watch, context } = await openWindow('grace.adeyinka');
    await open(page, '/returns');
    expect(watch.first.has('OwnReturns')).toBe(true);
    await page.getByRole('button', { name: /account, change role/ }).click();
    await page.getByRole('button', { name: /^Clinician/ }).click();
    await page.waitForURL(`${productUrl}/`);
    await page.getByRole('button', { name: /Clinician/ }).waitFor();
    watch.first.clear();
    await open(page, '/returns');
    expect(await page.title()).toBe('Page not found - Quorate');
    expect([...watch.first]).toEqual(['Viewer']);
    expect(watch.problems).toEqual([]);
    await context.close();
  }, 120_000);

  it('leaves no role behind in the browser after signing out', async () => {
    // A session of its own: the others go on with theirs.
    const { page, context } = await openWindow(null);
    await page.goto(`${productUrl}/auth/sign-in`);
    await page.getByRole('button', { name: 'Sign in as Imran Mahmoodi' }).click();
    await page.waitForURL(`${productUrl}/`);
    await settled(page);
    const kept = () => page.evaluate(() => localStorage.getItem('quorate.acting-role'));
    expect(await kept()).toMatch(/COMMISSIONER/);
    await page.getByRole('button', { name: /account, change role/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL(/signed-out/);
    expect(await kept()).toBeNull();
    await context.close();
  }, 120_000);
});
