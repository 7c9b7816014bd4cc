import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fillIn, press } from '../kit/at-a-desk.js';
import { closeEverything, openWindow, PHONE } from '../kit/browser.js';
import { closeWithoutProblems, expectFitAndAccessible, pressByKeyboard, typeByKeyboard } from '../kit/steps.js';
import { open, settled } from '../kit/watched.js';

afterAll(closeEverything);

describe('a disputed record', () => {
  it('is disputed by the manager by keyboard, corrected or left by the host, and answered where it began', async () => {
    const helen = await openWindow('helen.pricely');
    const [first, second] = await twoToDispute(helen.page);
    await dispute(helen.page, first, 'Was on the line from the start.');
    await expectFitAndAccessible(helen);
    await dispute(helen.page, second, 'Came late and signed the sheet.');

    const priya = await openWindow('priya.nair', { viewport: PHONE });
    await open(priya.page, '/');
    await priya.page.getByRole('link', { name: /disputed records? to answer$/ }).click();
    await settled(priya.page);
    const taken = card(priya.page, 'Was on the line from the start.');
    await taken.getByRole('button', { name: /^Correct it to “Online”/ }).click();
    await told(priya.page, 'Accepted. The register says “Online” now').waitFor();
    const left = card(priya.page, 'Came late and signed the sheet.');
    await left.locator('summary').click();
    await press(left, /^Decline/);
    await left.getByText('Say why the record stands').waitFor();
    await fillIn(left, { 'Why it stands': 'The sheet has no signature of theirs.' });
    await press(left, /^Decline/);
    await told(priya.page, 'Declined. Whoever disputed it').waitFor();
    await expectFitAndAccessible(priya);

    await open(helen.page, '/disputes?state=ANSWERED');
    await card(helen.page, 'Was on the line from the start.')
      .getByText('Accepted, and the register was corrected')
      .waitFor();
    await card(helen.page, 'Came late and signed the sheet.')
      .getByText('The sheet has no signature of theirs.')
      .waitFor();
    await open(helen.page, first);
    expect(await helen.page.getByText(/^Version \d: /).count()).toBeGreaterThan(1);
    await closeWithoutProblems(helen, priya);
  }, 180_000);

  it('is nothing yet for who was never marked absent', async () => {
    const amara = await openWindow('amara.oseland');
    await open(amara.page, '/disputes');
    await amara.page.getByText('No record is disputed').waitFor();
    await closeWithoutProblems(amara);
  }, 120_000);
});

/** Addresses of two records of the provider's staff at meetings of Merrow, that nobody has disputed. */
async function twoToDispute(page: Page): Promise<readonly [string, string]> {
  await open(page, '/disputes');
  const rows = page
    .getByRole('row')
    .filter({ hasText: 'Merrow' })
    .filter({ has: page.getByRole('link', { name: /^Open or dispute/ }) });
  const more = page.getByRole('button', { name: /^Show more/ });
  while ((await rows.count()) < 2 && (await more.count()) > 0) {
    const shown = await page.locator('tbody tr').count();
    await more.first().click();
    await page.waitForFunction((before) => document.querySelectorAll('tbody tr').length > before, shown);
  }
  const hrefs = await rows
    .getByRole('link')
    .evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute('href') ?? ''));
  const [first, second] = hrefs;
  if (!first || !second) throw new Error('There are no two records to dispute.');
  return [first, second];
}

/** Sends a dispute without a pointer; the first try says what is missing. */
async function dispute(page: Page, address: string, whatIsWrong: string): Promise<void> {
  await open(page, address);
  await pressByKeyboard(page, page.getByRole('button', { name: 'Dispute this record' }));
  await page.locator('[data-segmented="should-say"] input').first().focus();
  await page.keyboard.press('2');
  await typeByKeyboard(page, page.getByLabel('What is wrong'), whatIsWrong);
  await pressByKeyboard(page, page.getByRole('button', { name: 'Send the dispute' }));
  await page.getByRole('link', { name: 'Say what shows it' }).press('Enter');
  await page.keyboard.insertText('The log of the call.');
  await pressByKeyboard(page, page.getByRole('button', { name: 'Send the dispute' }));
  await card(page, whatIsWrong)
    .getByText(/^Disputed\. An answer is due by/)
    .waitFor();
}

function card(page: Page, words: string) {
  return page.locator('.q-card').filter({ hasText: words });
}

/** What the page says of the last thing done. */
function told(page: Page, words: string) {
  return page.getByRole('region', { name: 'Last change' }).getByText(words);
}
