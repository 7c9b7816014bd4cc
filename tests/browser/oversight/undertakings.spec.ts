import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, toLondon } from '@quorate/libs/time';
import type { Locator, Page } from 'playwright-core';
import { choose, fillIn, press } from '../kit/at-a-desk.js';
import { closeEverything, openWindow, PHONE } from '../kit/browser.js';
import { haveJudged, signalOf } from '../kit/oversight.js';
import { persona } from '../kit/product.js';
import { closeWithoutProblems, expectFitAndAccessible, pressByKeyboard, refusal } from '../kit/steps.js';
import { open, settled } from '../kit/watched.js';

const TODAY = toLondon(new Date().toISOString()).date;
const WHAT = 'The rota of the geriatricians keeps every second Tuesday free for meetings at other sites.';

let signalId = '';

beforeAll(async () => {
  const ruth = await persona('ruth.clarkson');
  await haveJudged(ruth);
  signalId = (await signalOf(ruth)) ?? '';
}, 240_000);
afterAll(closeEverything);

describe('an undertaking', () => {
  it('is proposed by the commissioner, changed and agreed with the provider, shown with its effect, and confirmed as done', async () => {
    const ruth = await openWindow('ruth.clarkson');
    await open(ruth.page, `/signals/${signalId}`);
    await pressByKeyboard(ruth.page, ruth.page.getByRole('button', { name: 'Propose an undertaking' }));
    const dialog = ruth.page.getByRole('dialog');
    await press(dialog, 'Propose it to the provider');
    await refusal(ruth.page).getByText('Enter what will be done.').waitFor();
    await fillIn(dialog, {
      'What the provider will do': WHAT,
      'Who sees to it': 'Medical director',
      'From which day': addDays(TODAY, -90),
      'Done by': addDays(TODAY, 60),
      'How both will see that it works': 'Three months in a row as many seats are taken as is usual.',
    });
    await choose(dialog, 'What for', 'To end what holds staff back');
    await press(dialog, 'Propose it to the provider');
    await undertaking(ruth.page)
      .getByText(/It waits for the answer of the provider/)
      .waitFor();
    expect(
      await undertaking(ruth.page)
        .getByRole('button', { name: /^Accept/ })
        .count(),
    ).toBe(0);

    const helen = await openWindow('helen.pricely', { viewport: PHONE });
    await open(helen.page, '/');
    await helen.page
      .getByText(/an undertaking waits for your answer/)
      .first()
      .waitFor();
    await open(helen.page, `/signals/${signalId}`);
    await press(undertaking(helen.page), /^Ask for a change/);
    await fillIn(helen.page.getByRole('dialog'), { 'What should change, and why': 'Tuesdays are ward rounds.' });
    await press(helen.page.getByRole('dialog'), 'Ask for a change');
    await undertaking(helen.page).getByText('A change is asked for', { exact: true }).waitFor();

    await again(ruth.page);
    await press(undertaking(ruth.page), /^Change the terms/);
    await fillIn(dialog, { 'What the provider will do': WHAT.replace('Tuesday', 'Thursday') });
    await press(dialog, 'Propose these terms');
    await undertaking(ruth.page).getByText('Proposed', { exact: true }).first().waitFor();

    await again(helen.page);
    await press(undertaking(helen.page), /^Accept/);
    await press(helen.page.getByRole('dialog'), 'Accept');
    await helen.page.getByRole('heading', { name: 'Taking part before and after' }).waitFor();
    await expectFitAndAccessible(helen);
    await press(undertaking(helen.page), /^Note progress/);
    await fillIn(helen.page.getByRole('dialog'), { 'What has been done so far': 'The rota of December is out.' });
    await press(helen.page.getByRole('dialog'), 'Note it');
    await undertaking(helen.page)
      .getByText(/1 note of progress/)
      .waitFor();
    await press(undertaking(helen.page), /^Report that it is done/);
    await fillIn(helen.page.getByRole('dialog'), {
      'What was done, and what shows it': 'The rota is at the trust office.',
    });
    await press(helen.page.getByRole('dialog'), 'Report that it is done');
    await undertaking(helen.page).getByText('Reported done', { exact: true }).first().waitFor();

    await again(ruth.page);
    await ruth.page.getByRole('heading', { name: 'Taking part before and after' }).waitFor();
    await ruth.page.getByRole('table', { name: 'Before and after the action, by month' }).waitFor();
    await press(undertaking(ruth.page), /^Confirm that it is done/);
    await press(dialog, 'Confirm that it is done');
    await undertaking(ruth.page).getByText('Both say that it is done.').waitFor();
    expect(await undertaking(ruth.page).innerText()).not.toContain('Pricely');
    await expectFitAndAccessible(ruth);
    await closeWithoutProblems(ruth, helen);
  }, 180_000);
});

/** The one of this test, whatever else was agreed. */
function undertaking(page: Page): Locator {
  return page.locator('.q-card').filter({ hasText: 'The rota of the geriatricians' }).last();
}

async function again(page: Page): Promise<void> {
  await page.reload();
  await settled(page);
  await undertaking(page).waitFor();
}
