import type { Locator, Page } from 'playwright-core';
import { openWindow, type Window } from './browser.js';
import { settled } from './watched.js';

/** Where something is looked for: a whole page, or a part of it. */
export type Place = Pick<Page, 'getByRole' | 'getByLabel' | 'getByText' | 'locator'>;

/** Somebody new at a browser of their own, who came in by the front door and chose their name there. */
export async function signIn(origin: string, name: string): Promise<Window> {
  const window = await openWindow(null, { baseURL: origin });
  const { page } = window;
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByRole('button', { name: `Sign in as ${name}`, exact: true }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Today' }).waitFor();
  await settled(page);
  return window;
}

/** Goes by the navigation to the page of this name, through its part where that is shut; the title in the browser's tab says when it is there. */
export async function goTo(page: Page, name: string, title: string = name): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name, exact: true }).first();
  if (!(await link.isVisible())) {
    const parts = page.locator('nav li').filter({ has: page.locator('ul').getByText(name, { exact: true }) });
    await parts.getByRole('link').first().click();
  }
  await link.click();
  await page.waitForFunction((wanted) => document.title.startsWith(wanted), title);
  await settled(page);
}

/** Resolves when the page has a heading with these words and nothing loads any more. */
export async function heading(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: words }).waitFor();
  await settled(page);
}

/** Fills text boxes by their labels. */
export async function fillIn(place: Place, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await box(place, label).fill(value);
}

/** Chooses from a list by its label. */
export async function choose(place: Place, label: string, option: string): Promise<void> {
  await box(place, label).selectOption({ label: option });
}

/** Types into a box that offers what matches, and takes the offer with these words. */
export async function pick(place: Place, label: string, typed: string, offered: string | RegExp): Promise<void> {
  const field = place.getByRole('combobox', { name: startOf(label) });
  await field.fill(typed);
  const offer = place.getByRole('option', { name: offered }).first();
  await offer.click();
  await offer.waitFor({ state: 'hidden' });
}

export function press(place: Place, name: string | RegExp): Promise<void> {
  return place.getByRole('button', { name }).first().click();
}

/** A field by the beginning of its label, which may go on with "(optional)". */
function box(place: Place, label: string): Locator {
  return place.getByLabel(startOf(label)).first();
}

function startOf(label: string): RegExp {
  return new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?: \\(optional\\))?$`);
}
