import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fillIn, goTo, heading } from '../kit/at-a-desk.js';
import { type Clicks, countingClicks } from '../kit/clicks.js';
import { settled } from '../kit/watched.js';
import { PROVIDER } from './who.js';

/** From Today to why the provider has a signal, and on to the rows behind how many seats were lost. */
export async function openWhy(page: Page) {
  const clicks = countingClicks();
  await goTo(page, 'Today');
  await clicks.click(page.getByRole('link', { name: PROVIDER }).first());
  await page.getByRole('heading', { name: `${PROVIDER} took part less than usual` }).waitFor();
  await settled(page);
  const toWhy = clicks.count;
  const number = page.getByRole('link', { name: /seats lost where the signal looks, open the rows/ });
  const lost = countIn(await number.innerText());
  await clicks.click(number);
  await heading(page, /^\d+ seats of /);
  return { toWhy, toRows: clicks.count, lost };
}

/** How many rows a page of rows has when all of them are shown. */
export async function rowsShown(page: Page): Promise<number> {
  const more = page.getByRole('button', { name: /^Show/ });
  while ((await more.count()) > 0) {
    const before = await rowsOf(page).count();
    await more.click();
    await page.waitForFunction((n) => document.querySelectorAll('main tbody tr').length > n, before);
  }
  return rowsOf(page).count();
}

function rowsOf(page: Page) {
  return page.locator('main tbody tr');
}

function countIn(text: string): number {
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

/** From Today to a downloaded pack: the file, and the publisher's key beside it. */
export async function sealPack(
  page: Page,
  folder: string,
): Promise<{ readonly clicks: Clicks; readonly packId: string; readonly file: string; readonly key: string }> {
  const clicks = countingClicks();
  await goTo(page, 'Today');
  await clicks.click(page.getByRole('link', { name: PROVIDER }).first());
  await heading(page, new RegExp(`^${PROVIDER}: `));
  await fillIn(page, { 'Whom is it for?': 'The board of the care system' });
  await clicks.click(page.getByRole('button', { name: 'Seal an evidence pack' }));
  await heading(page, `Evidence pack: ${PROVIDER}`);
  const download = page.waitForEvent('download');
  await clicks.click(page.getByRole('link', { name: 'Download the sealed file (JSON)' }));
  const [file, key] = [join(folder, 'pack.json'), join(folder, 'key.pem')];
  await (await download).saveAs(file);
  writeFileSync(key, await (await page.request.get('/evidence/key.pem')).body());
  return { clicks, packId: /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '', file, key };
}

/** From Today to one role in all providers. */
export async function compareRole(page: Page): Promise<Clicks> {
  const clicks = countingClicks();
  await goTo(page, 'Today');
  await clicks.click(page.getByRole('navigation').getByRole('link', { name: 'Engagement', exact: true }));
  await heading(page, /./);
  const role = page
    .getByRole('table', { name: /by role and provider/ })
    .getByRole('rowheader')
    .getByRole('link');
  await clicks.click(role.first());
  await page.waitForFunction(
    () => document.title.startsWith('One role') || /\/engagement\/roles\//.test(location.pathname),
  );
  await settled(page);
  return clicks;
}
