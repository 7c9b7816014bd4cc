import { afterAll, describe, expect, it } from '@jest/globals';
import { choose, fillIn, heading, press } from '../kit/at-a-desk.js';
import { closeEverything, openWindow, PHONE } from '../kit/browser.js';
import { closeWithoutProblems, expectFitAndAccessible, pressByKeyboard, refusal } from '../kit/steps.js';
import { open } from '../kit/watched.js';

const SAID = 'Two registers of the last week are still being completed by their hosts.';

afterAll(closeEverything);

describe('a monthly return', () => {
  it('is checked by a manager, sent back, signed by an executive on a phone, and told to the commissioner', async () => {
    const mark = await openWindow('mark.doyley');
    await open(mark.page, '/');
    await mark.page.getByRole('link', { name: /^Return for / }).click();
    await heading(mark.page, /^Return for /);
    await fillIn(mark.page, { 'What your organisation says of the return as a whole': SAID });
    await pressByKeyboard(mark.page, mark.page.getByRole('button', { name: 'Hand over to be signed' }));
    await mark.page.getByText(/^It waits for the signature of somebody who may sign/).waitFor();
    expect(await mark.page.getByRole('button', { name: 'Sign the return' }).count()).toBe(0);
    await expectFitAndAccessible(mark);

    const gareth = await openWindow('gareth.winstone', { viewport: PHONE });
    await open(gareth.page, '/');
    await gareth.page.getByRole('link', { name: /^Return for / }).click();
    await heading(gareth.page, /^Return for /);
    await press(gareth.page, 'Sign the return');
    await refusal(gareth.page).getByText('Confirm that you have read the return.').waitFor();
    await gareth.page.locator('summary').filter({ hasText: 'Send it back instead' }).click();
    await fillIn(gareth.page, { 'Why it comes back': 'Say which registers.' });
    await press(gareth.page, 'Send the return back');
    await gareth.page.getByText('To be checked').first().waitFor();

    await mark.page.reload();
    await mark.page.getByText('Say which registers.').waitFor();
    await fillIn(mark.page, { 'What your organisation says of the return as a whole': `${SAID} Both are of Hollin.` });
    await press(mark.page, 'Hand over to be signed');
    await mark.page.getByText(/^It waits for the signature/).waitFor();

    await gareth.page.reload();
    await gareth.page.getByText(/^I have read this return/).click();
    await press(gareth.page, 'Sign the return');
    await gareth.page.getByRole('heading', { name: 'Signature' }).waitFor();
    await gareth.page.getByText('Gareth Winstone, Director of operations, Merrow Community Trust').waitFor();
    await expectFitAndAccessible(gareth);

    const ruth = await openWindow('ruth.clarkson');
    await open(ruth.page, '/returns');
    await ruth.page
      .getByRole('link', { name: /^Signed on .*: return of Merrow Community Trust/ })
      .first()
      .click();
    await heading(ruth.page, /^Return for /);
    const words = await ruth.page.locator('main').innerText();
    expect(words).toContain('Both are of Hollin.');
    expect(words).toContain('Director of operations, Merrow Community Trust');
    expect(words).not.toContain('Winstone');
    await closeWithoutProblems(mark, gareth, ruth);
  }, 180_000);

  it('is signed by the only manager once an administrator has appointed her, and says that one person did both', async () => {
    const grace = await openWindow('grace.adeyinka');
    await open(grace.page, '/returns');
    await grace.page.getByText('To be checked').first().waitFor();
    await grace.page.locator('main').getByRole('link').first().click();
    await heading(grace.page, /^Return for /);
    await press(grace.page, 'Hand over to be signed');
    await refusal(grace.page)
      .getByText(/^Nobody may sign returns for your organisation today/)
      .waitFor();

    const mei = await openWindow('mei.chenoweth');
    await open(mei.page, '/returns/signatories');
    await choose(mei.page, 'Who may sign', 'Grace Adeyinka, Hollin Mental Health Trust');
    await press(mei.page, /^Appoint$/);
    await refusal(mei.page).getByText('Enter their post, such as chief nurse.').waitFor();
    await fillIn(mei.page, { Post: 'Chief executive' });
    await press(mei.page, /^Appoint$/);
    await mei.page.getByRole('rowheader', { name: 'Grace Adeyinka' }).waitFor();
    await expectFitAndAccessible(mei);

    await grace.page.reload();
    await heading(grace.page, /^Return for /);
    await press(grace.page, 'Hand over to be signed');
    await grace.page.getByText(/You are the only manager of your organisation/).waitFor();
    await grace.page.getByText(/^I have read this return/).click();
    await pressByKeyboard(grace.page, grace.page.getByRole('button', { name: 'Sign the return' }));
    await grace.page.getByText('The same person: the provider had one manager').waitFor();
    await closeWithoutProblems(grace, mei);
  }, 180_000);
});
