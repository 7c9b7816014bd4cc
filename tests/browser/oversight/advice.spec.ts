import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { choose, fillIn, heading, press } from '../kit/at-a-desk.js';
import { closeEverything, openWindow, PHONE } from '../kit/browser.js';
import {
  closeWithoutProblems,
  expectFitAndAccessible,
  pressByKeyboard,
  refusal,
  typeByKeyboard,
} from '../kit/steps.js';
import { open } from '../kit/watched.js';

const SUBJECT = 'One list for two falls clinics';
const FOR_ALL = {
  'The question, for all staff': 'May two providers keep one waiting list for their clinics?',
  'The answer, for all staff': 'They may, as long as whoever refers can still choose between them.',
};

afterAll(closeEverything);

describe('informal advice', () => {
  it('is asked by keyboard, answered, rewritten without names, checked by somebody else and found by all staff', async () => {
    const sian = await openWindow('sian.robertson');
    await ask(sian.page, SUBJECT);

    const ruth = await openWindow('ruth.clarkson');
    await open(ruth.page, '/');
    await ruth.page.getByRole('link', { name: /questions? to answer$/ }).click();
    await ruth.page.getByRole('link', { name: SUBJECT }).first().click();
    await heading(ruth.page, SUBJECT);
    await fillIn(ruth.page, { 'Your answer': 'You may, as long as patients can still choose.' });
    await press(ruth.page, 'Send the answer');
    await ruth.page.getByText('You may, as long as patients can still choose.').waitFor();
    await ruth.page.locator('summary').filter({ hasText: 'Write a version for all staff' }).click();
    await fillIn(ruth.page, {
      ...FOR_ALL,
      'The question, for all staff': 'May Merrow Community Trust keep one list with another?',
    });
    await press(ruth.page, 'Send to a second person to check');
    await refusal(ruth.page)
      .getByText(/Merrow Community Trust/)
      .waitFor();
    await fillIn(ruth.page, FOR_ALL);
    await press(ruth.page, 'Send to a second person to check');
    await ruth.page.getByText('A second person has to check it before it is out.').waitFor();
    await expectFitAndAccessible(ruth);

    const imran = await openWindow('imran.mahmoodi', { viewport: PHONE });
    await open(imran.page, '/');
    await imran.page.getByRole('link', { name: /^1 version for all staff to check$/ }).click();
    await imran.page.getByText(/^You are asked because nobody else of/).waitFor();
    expect(await imran.page.locator('main').innerText()).not.toContain(SUBJECT);
    await press(imran.page, 'Send back');
    await refusal(imran.page).getByText('Say what has to be changed.').waitFor();
    await expectFitAndAccessible(imran);
    await press(imran.page, 'Publish for all staff');
    await imran.page.getByText(/^You are asked because/).waitFor({ state: 'detached' });

    await sian.page.reload();
    await sian.page.getByText('You may, as long as patients can still choose.').waitFor();
    const priya = await openWindow('priya.nair');
    await open(priya.page, '/published-advice');
    await fillIn(priya.page, { 'Words to look for': 'zebra crossing' });
    await priya.page.keyboard.press('Enter');
    await priya.page.getByText('No answer holds these words').waitFor();
    await fillIn(priya.page, { 'Words to look for': 'waiting lists clinic' });
    await priya.page.keyboard.press('Enter');
    await priya.page.getByRole('heading', { name: FOR_ALL['The question, for all staff'] }).waitFor();
    await closeWithoutProblems(sian, ruth, imran, priya);
  }, 180_000);

  it('is not waited for any more once whoever asked has withdrawn the question', async () => {
    const sian = await openWindow('sian.robertson', { viewport: PHONE });
    await ask(sian.page, 'A question that answers itself');
    await sian.page.locator('summary').filter({ hasText: 'Withdraw the question' }).click();
    await press(sian.page, 'Withdraw the question');
    await refusal(sian.page).getByText('Enter why you withdraw it.').waitFor();
    await fillIn(sian.page, { 'Why you withdraw it': 'The guidance says it in section 2.' });
    await press(sian.page, 'Withdraw the question');
    await sian.page.getByText(/^Whoever asked withdrew the question on/).waitFor();
    await expectFitAndAccessible(sian);
    const ruth = await openWindow('ruth.clarkson');
    await open(ruth.page, '/advice?show=open');
    expect(await ruth.page.getByRole('link', { name: 'A question that answers itself' }).count()).toBe(0);
    await closeWithoutProblems(sian, ruth);
  }, 180_000);
});

/** Asks the board; what is missing is said first. */
async function ask(page: Page, subject: string): Promise<void> {
  await open(page, '/advice/ask');
  await typeByKeyboard(page, page.getByLabel('What it is about, in a few words'), subject);
  await pressByKeyboard(page, page.getByRole('button', { name: 'Send the question' }));
  await refusal(page)
    .getByText(/Choose who is asked\..*Enter your question\./)
    .waitFor();
  await choose(page, 'Who is asked', 'Tamewater Integrated Care Board');
  await typeByKeyboard(page, page.getByLabel('Your question'), 'May we keep one list with the trust next door?');
  await pressByKeyboard(page, page.getByRole('button', { name: 'Send the question' }));
  await heading(page, subject);
}
