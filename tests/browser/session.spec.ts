import { afterAll, describe, expect, it } from '@jest/globals';
import { mayOpen } from '../../web/src/app/page-entry.js';
import { pages } from '../../web/src/app/pages.js';
import { closeEverything, openWindow } from './kit/browser.js';
import { givenAway, knownPeople } from './kit/checks.js';
import { meetingNow, placeOf } from './kit/places.js';
import { persona, productUrl } from './kit/product.js';
import { open, settled } from './kit/watched.js';

afterAll(closeEverything);

describe('whoever is not signed in', () => {
  it('goes by the persona picker back to the page they asked for', async () => {
    const { page, watch, context } = await openWindow(null);
    await page.goto(`${productUrl}/actions`);
    await page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
    expect(await page.getByText('Runs the MDTs that Merrow Community Trust hosts.').count()).toBe(1);
    await page.getByRole('button', { name: 'Sign in as Priya Nair' }).click();
    await page.waitForURL(`${productUrl}/actions`);
    await settled(page);
    expect(await page.title()).toBe('My actions - Quorate');
    expect(await page.getByText('Care co-ordinator, Merrow Community Trust').count()).toBeGreaterThan(0);
    expect(watch.problems).toEqual([]);
    await context.close();
  }, 120_000);

  it('is told at the front door what this is, and lands on Today', async () => {
    const { page, context } = await openWindow(null);
    await page.goto(productUrl);
    await page.waitForURL(`${productUrl}/sign-in`);
    await page
      .getByRole('link', { name: 'Sign in' })
      .or(page.getByRole('button', { name: 'Sign in' }))
      .first()
      .click();
    await page.getByRole('button', { name: 'Sign in as Ruth Clarkson' }).click();
    await page.waitForURL(`${productUrl}/`);
    await settled(page);
    expect(await page.title()).toBe('Today - Quorate');
    await context.close();
  }, 120_000);

  it('is told that access has ended when they have left', async () => {
    const { page, context } = await openWindow(null);
    await page.goto(`${productUrl}/auth/sign-in`);
    await page.getByRole('button', { name: 'Sign in as Rosa Fernley' }).click();
    await page.waitForURL(/auth\/callback/);
    expect(await page.locator('main').innerText()).toMatch(/access has ended|has ended|have left/i);
    await page.goto(`${productUrl}/people`);
    await page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
    await context.close();
  }, 120_000);
});

describe('the navigation', () => {
  it('can be read under the pointer: white on blue', async () => {
    const { page, context } = await openWindow('priya.nair');
    await open(page, '/actions');
    for (const name of ['Meetings', 'Engagement']) {
      const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
      await link.hover();
      expect(await link.evaluate((each) => getComputedStyle(each).color)).toBe('rgb(255, 255, 255)');
    }
    await context.close();
  }, 40_000);
});

describe('an address that leads nowhere', () => {
  it('says so, and keeps the way back', async () => {
    const { page, watch, context } = await openWindow('priya.nair');
    for (const path of ['/nothing/here', '/releases', '/directory/not-an-id']) {
      await open(page, path);
      expect(await page.title()).toBe('Page not found - Quorate');
      expect(await page.getByRole('link', { name: 'Go to Today' }).count()).toBe(1);
    }
    expect(watch.problems).toEqual([]);
    await context.close();
  }, 120_000);
});

describe('another integrated care system', () => {
  it('finds nothing at the addresses of this one', async () => {
    const priya = await persona('priya.nair');
    const people = await knownPeople();
    const { mdtName } = await priya.read<{ mdtName: string }>(
      'query Q($id: ID!) { register(meetingId: $id) { mdtName } }',
      { id: await meetingNow() },
    );
    const { page, watch, context } = await openWindow('bethan.morriston');
    for (const entry of pages.filter((each) => each.path.includes(':') && mayOpen(each, 'CARE_COORDINATOR'))) {
      const { path, isThere } = await placeOf(entry, priya);
      if (!isThere) continue;
      await open(page, path);
      const words = await page.locator('main').innerText();
      // A role's code is the same everywhere, so that page shows the reader's own system, where an MDT may have this name.
      const foreign = ['Merrow', 'Tamewater', ...(entry.path.includes(':roleCode') ? [] : [mdtName])];
      expect({ path, found: foreign.filter((word) => words.includes(word)) }).toEqual({
        path,
        found: [],
      });
      expect(givenAway(words, people)).toEqual([]);
    }
    expect(watch.problems).toEqual([]);
    await context.close();
  }, 120_000);
});

describe('after a quarter of an hour without a key', () => {
  it('locks, and opens for the same person with what they had typed', async () => {
    const { page, watch, context } = await openWindow('priya.nair');
    await page.clock.install();
    await open(page, `/meetings/${await meetingNow()}/cases/add`);
    const typed = 'Can this wait until the occupational therapist is back?';
    const box = page.getByRole('textbox', { name: /question|asked/i }).first();
    await box.fill(typed);
    await page.clock.fastForward('16:00');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    expect(await page.title()).toBe('Locked - Quorate');
    // The page hides itself first and tells the server then, so the server is asked until it knows.
    const isLocked = async () => {
      const answer = await context.request.post(`${productUrl}/graphql`, {
        data: { query: '{ viewer { login } }' },
        headers: { 'apollo-require-preflight': 'true' },
      });
      return /LOCKED|UNAUTHENTICATED/.test(await answer.text());
    };
    const deadline = performance.now() + 10_000;
    let locked = await isLocked();
    while (!locked && performance.now() < deadline) locked = await isLocked();
    expect(locked).toBe(true);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Sign in and go on' }).click(),
    ]);
    await popup.getByRole('heading', { name: 'You were signed in as' }).waitFor();
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Sign in as Priya Nair' }).first().click();
    await closed;
    await page.getByRole('heading', { name: 'Locked' }).waitFor({ state: 'hidden' });
    expect(await box.inputValue()).toBe(typed);
    await page.reload();
    await settled(page);
    expect(await box.inputValue()).toBe(typed);
    expect(watch.problems.filter((problem) => !/401/.test(problem))).toEqual([]);
    await context.close();
  }, 120_000);
});
