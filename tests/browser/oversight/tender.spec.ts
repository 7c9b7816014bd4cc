import { afterAll, describe, expect, it } from '@jest/globals';
import { addDays, toLondon } from '@quorate/libs/time';
import { fillIn, pick, press } from '../kit/at-a-desk.js';
import { closeEverything, openWindow, PHONE } from '../kit/browser.js';
import { closeWithoutProblems, expectFitAndAccessible, pressByKeyboard, refusal } from '../kit/steps.js';
import { open } from '../kit/watched.js';

const TODAY = toLondon(new Date().toISOString()).date;
const TITLE = 'Community memory service from April';
const HIDDEN = new RegExp(`hidden while the tender “${TITLE}” is open`);

afterAll(closeEverything);

describe('a tender', () => {
  it('hides what is of others from a bidder from its first day to its end, and tells why', async () => {
    const ruth = await openWindow('ruth.clarkson');
    await open(ruth.page, '/tenders');
    await pressByKeyboard(ruth.page, ruth.page.locator('summary').filter({ hasText: 'Open a tender' }));
    await fillIn(ruth.page, {
      'What the tender is called': TITLE,
      'Why content is hidden': 'Bidders must not read each other’s figures.',
      'First day': TODAY,
      'Last day': addDays(TODAY, 30),
    });
    await press(ruth.page, 'Open the tender');
    await refusal(ruth.page)
      .getByText(/^Choose at least one organisation that bids/)
      .waitFor();
    await pick(ruth.page, 'Add an organisation that may bid', 'Hollin', /^Hollin Mental Health Trust/);
    await ruth.page.getByRole('button', { name: 'Take off Hollin Mental Health Trust' }).waitFor();
    await press(ruth.page, 'Open the tender');
    await ruth.page.getByRole('heading', { name: TITLE }).waitFor();
    await expectFitAndAccessible(ruth);

    const grace = await openWindow('grace.adeyinka', { viewport: PHONE });
    await open(grace.page, '/signals');
    await grace.page.getByText(HIDDEN).waitFor();
    expect(await grace.page.locator('main').innerText()).not.toMatch(/Alderbrook|Bidders must not/);
    await expectFitAndAccessible(grace);
    const helen = await openWindow('helen.pricely');
    await open(helen.page, '/signals');
    expect(await helen.page.getByText(HIDDEN).count()).toBe(0);

    await ruth.page
      .locator('summary')
      .filter({ hasText: `Close the tender: ${TITLE}` })
      .click();
    await press(ruth.page, 'Close the tender');
    await refusal(ruth.page).getByText('Enter why the tender is over.').waitFor();
    await fillIn(ruth.page, { 'Why it is over': 'It was not put out in the end.' });
    await press(ruth.page, 'Close the tender');
    await ruth.page.getByText('Closed early').waitFor();
    await open(grace.page, '/signals');
    expect(await grace.page.getByText(HIDDEN).count()).toBe(0);
    await closeWithoutProblems(ruth, grace, helen);
  }, 180_000);

  it('is none where none was opened', async () => {
    const callum = await openWindow('callum.mccrae');
    await open(callum.page, '/tenders');
    await callum.page.getByText('No tender is shown').waitFor();
    await closeWithoutProblems(callum);
  }, 120_000);
});
