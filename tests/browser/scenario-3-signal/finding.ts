import type { Page } from 'playwright-core';
import { goTo, heading, signIn } from '../kit/at-a-desk.js';
import { settled } from '../kit/watched.js';

const EVERY_MS = 1_000;

/** Resolves when no month is being judged any more and `newest` stands in the table of those that were. */
export async function whenJudged(page: Page, newest: string | RegExp): Promise<void> {
  for (;;) {
    await page.goto('/engagement/runs', { waitUntil: 'domcontentloaded' });
    await settled(page);
    const isThere = (await page.getByRole('rowheader', { name: newest }).count()) > 0;
    if (isThere && (await page.getByRole('progressbar').count()) === 0) return;
    await page.waitForTimeout(EVERY_MS);
  }
}

/** Everything in the log of signals, open and closed, and when each began; nothing where there is none. */
export async function wholeLog(page: Page): Promise<readonly { readonly words: string; readonly since: string }[]> {
  await goTo(page, 'Signals');
  await page.goto('/signals?show=all', { waitUntil: 'domcontentloaded' });
  await settled(page);
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
  const all = [];
  for (const row of await rows.all())
    all.push({ words: await row.innerText(), since: (await row.getByRole('cell').nth(1).innerText()).trim() });
  return all;
}

/** What a manager of another provider has in their own log. */
export async function logOf(origin: string, manager: string): Promise<readonly string[]> {
  const { page, context } = await signIn(origin, manager);
  const log = await wholeLog(page);
  await context.close();
  return log.map(({ words }) => words);
}

/** When a signal was opened, and from when on commissioners see it, as its page says. */
export async function firstSeen(page: Page): Promise<{ readonly provider: Date; readonly commissioner: Date }> {
  await heading(page, /^Your organisation: /);
  const main = await page.locator('main').innerText();
  const [, commissioner = ''] = /See it from (\d+ \w+ \d{4})/.exec(main) ?? [];
  const [, provider = ''] = /Opened at [^.]+\.\s+(\d+ \w+ \d{4})/.exec(main) ?? [];
  return { provider: new Date(provider), commissioner: new Date(commissioner) };
}
