import { afterAll, describe, expect, it } from '@jest/globals';
import { addDays, toLondon } from '@quorate/libs/time';
import type { Page } from 'playwright-core';
import { formatDate } from '../../../web/src/ui/dates.js';
import { choose, fillIn, heading, pick, press } from '../kit/at-a-desk.js';
import { closeEverything, openWindow, PHONE, type Window } from '../kit/browser.js';
import { axeViolations, overflow } from '../kit/checks.js';
import { productUrl } from '../kit/product.js';
import {
  closeWithoutProblems,
  expectFitAndAccessible,
  pressByKeyboard,
  refusal,
  typeByKeyboard,
} from '../kit/steps.js';
import { open, settled } from '../kit/watched.js';

const ABOUT = 'the acute hospital by the canal';
const LATER = addDays(toLondon(new Date().toISOString()).date, 40);
const STOPPED = 'What was described had another reason, and the two services have agreed on a way.';

afterAll(closeEverything);

describe('a concern', () => {
  it('goes from the public form to its organisation, another body and its end, and its author follows it without an account', async () => {
    const author = await openWindow(null, { viewport: PHONE });
    const { reference, secret } = await write(author);
    expect(await statusOf(author.page, reference, 'AAAAA-BBBBB-CCCCC-DDDDD')).toContain('Nothing is found under these');
    expect(await statusOf(author.page, reference, secret)).toContain('Nobody has looked into it yet');

    const ruth = await openWindow('ruth.clarkson');
    await open(ruth.page, '/concerns');
    await ruth.page.getByRole('link', { name: ABOUT }).first().click();
    await heading(ruth.page, `Concern ${reference}`);
    await ruth.page.getByText('Shown to nobody while the organisation is not known').waitFor();
    await nameIt(ruth.page);
    await confirmIt(reference);
    await ruth.page.reload();
    await ruth.page.getByText(/^Confirmed to be about Alderbrook/).waitFor();
    await step(ruth.page, 'Look into it', {});
    await ruth.page.getByText('Ada Writer, ada@example.invalid').waitFor();
    await moveDate(ruth.page);
    await expectFitAndAccessible(ruth);
    const waiting = await statusOf(author.page, reference, secret);
    expect(waiting).toContain('It is being looked into.');
    expect(waiting).toContain(`${formatDate(LATER)}. `);
    expect(waiting).not.toMatch(/Alderbrook|Ruth|Clarkson/);

    await press(ruth.page, 'Refer to another body');
    await choose(ruth.page.getByRole('dialog'), 'Refer to', 'Care Quality Commission: quality and safety of care');
    await press(ruth.page.getByRole('dialog'), 'Refer to another body');
    await refusal(ruth.page)
      .getByText(/reason/i)
      .waitFor();
    await fillIn(ruth.page.getByRole('dialog'), { Reason: 'It is about the safety of discharges.' });
    await press(ruth.page.getByRole('dialog'), 'Refer to another body');
    await ruth.page.getByText('Referred to another body: Care Quality Commission').waitFor();
    expect(await statusOf(author.page, reference, secret)).toContain('referred to another body');

    await step(ruth.page, 'Stop with reasons', {
      Reason: 'The commission has answered.',
      'Reason that all staff can read': STOPPED,
    });
    expect(await statusOf(author.page, reference, secret)).toContain('It has been ended.');
    const sian = await openWindow('sian.robertson');
    await open(sian.page, '/published-reasons');
    await sian.page.getByText(STOPPED).waitFor();
    expect(await sian.page.locator('main').innerText()).not.toContain(reference);
    // What was not sent and what was not found are said with their own status; a browser writes that down.
    expect(author.watch.problems.filter((problem) => !/status of (?:422|404)/.test(problem))).toEqual([]);
    await author.context.close();
    await closeWithoutProblems(ruth, sian);
  }, 180_000);

  it('has nobody’s file where none was written', async () => {
    const callum = await openWindow('callum.mccrae');
    await open(callum.page, '/concerns');
    await callum.page.getByText('No concern has been received').waitFor();
    await closeWithoutProblems(callum);
  }, 120_000);
});

/** Writes it on a phone; the first try lacks something, and nothing typed is lost. */
async function write({ page }: Window): Promise<{ readonly reference: string; readonly secret: string }> {
  await page.goto(`${productUrl}/concern`);
  await page.getByLabel('Which integrated care system?').selectOption('tamewater');
  await typeByKeyboard(page, page.getByLabel('Which organisation is it about?'), ABOUT);
  await fillIn(page, {
    'What happened?': 'Three times nobody could come to our meeting, and nobody could say why.',
    'Your name': 'Ada Writer',
    'Email or telephone': 'ada@example.invalid',
  });
  await pressByKeyboard(page, page.getByRole('button', { name: 'Send' }));
  await page.getByText('It was not sent yet.').waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Writer');
  expect({ violations: await axeViolations(page), tooWide: Math.max(0, await overflow(page)) }).toEqual({
    violations: [],
    tooWide: 0,
  });
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Send' }).click();
  const [reference = '', secret = ''] = await page.getByRole('status').locator('strong').allInnerTexts();
  await page.getByRole('link', { name: 'ask how far it is' }).click();
  return { reference, secret };
}

async function statusOf(page: Page, reference: string, secret: string): Promise<string> {
  if (!page.url().includes('reference='))
    await page.goto(`${productUrl}/concern/status?system=tamewater&reference=${reference}`);
  expect(await page.getByLabel('Reference').inputValue()).toBe(reference);
  await page.getByLabel('Secret').fill(secret);
  await page.getByRole('button', { name: 'Show how far it is' }).click();
  await page.waitForURL(/status$/);
  return page.locator('main').innerText();
}

async function nameIt(page: Page): Promise<void> {
  await press(page, 'Say which organisation it is about');
  const dialog = page.getByRole('dialog');
  await press(dialog, 'Say so');
  await dialog.getByText('Choose the organisation from the list').waitFor();
  await pick(dialog, 'Organisation', 'Alderbrook', /^Alderbrook Acute Trust/);
  await fillIn(dialog, { 'Why you know': 'It is the only acute hospital by the canal.' });
  await press(dialog, 'Say so');
  await page.getByText(/^It waits for somebody of another organisation that commissions/).waitFor();
  expect(await page.getByRole('button', { name: 'Confirm the organisation' }).count()).toBe(0);
}

/** Somebody of the other organisation that commissions finds it on Today and confirms it. */
async function confirmIt(reference: string): Promise<void> {
  const imran = await openWindow('imran.mahmoodi');
  await open(imran.page, '/concerns');
  await imran.page.getByRole('link', { name: ABOUT }).first().click();
  await heading(imran.page, `Concern ${reference}`);
  await press(imran.page, 'Confirm the organisation');
  await fillIn(imran.page.getByRole('dialog'), { Reason: 'So I read it too.' });
  await press(imran.page.getByRole('dialog'), 'Confirm');
  await imran.page.getByText(/^Confirmed to be about Alderbrook/).waitFor();
  await closeWithoutProblems(imran);
}

async function moveDate(page: Page): Promise<void> {
  await press(page, 'Move the due date');
  const dialog = page.getByRole('dialog');
  await fillIn(dialog, { 'New due date': LATER, 'What else to record': 'The trust sends its rota next week.' });
  await press(dialog, 'Move the due date');
  await dialog.getByText('Choose why it takes longer').waitFor();
  await dialog.getByLabel('Why it takes longer').selectOption({ index: 1 });
  await press(dialog, 'Move the due date');
  await page.getByText(`Due date moved to ${formatDate(LATER)}`).waitFor();
}

async function step(page: Page, name: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await press(page, name);
  const dialog = page.getByRole('dialog');
  await fillIn(dialog, fields);
  await press(dialog, name);
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
}
