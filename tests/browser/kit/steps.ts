import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { DESKTOP, PHONE, type Window } from './browser.js';
import { axeViolations, overflow } from './checks.js';
import { settled } from './watched.js';

const MOST_TABS = 80;

/** Goes by Tab to something, as whoever uses no pointer does, and presses it. */
export async function pressByKeyboard(page: Page, target: Locator, key: 'Enter' | ' ' = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes by Tab to a field and types into it. */
export async function typeByKeyboard(page: Page, field: Locator, words: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.insertText(words);
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} is not reached by Tab.`);
}

/** What the page refuses, in words. */
export function refusal(page: Page): Locator {
  return page.getByRole('alert').first();
}

/** The page has nothing that axe objects to and is no wider than its window: as it is, and on a phone. */
export async function expectFitAndAccessible({ page }: Window): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await settled(page);
    expect({ size, violations: await axeViolations(page), tooWide: Math.max(0, await overflow(page)) }).toEqual({
      size,
      violations: [],
      tooWide: 0,
    });
  }
}

/** Nothing went wrong in these browsers while nobody looked; then they are closed. */
export async function closeWithoutProblems(...windows: readonly Window[]): Promise<void> {
  expect(windows.flatMap(({ watch }) => watch.problems)).toEqual([]);
  for (const { context } of windows) await context.close();
}
