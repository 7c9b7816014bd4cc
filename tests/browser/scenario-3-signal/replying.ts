import type { Locator, Page } from 'playwright-core';
import { fillIn, goTo, heading, press } from '../kit/at-a-desk.js';
import { type Clicks, countingClicks } from '../kit/clicks.js';
import { settled } from '../kit/watched.js';
import { HOST, PROVIDER } from './who.js';

/** A seat at a meeting that the provider says is recorded wrongly. */
export interface Disputed {
  readonly date: string;
  readonly mdtName: string;
  readonly member: string;
}

/** The provider has looked at its records and asks for no check of them: its time to reply begins. */
export async function recordsAreRight(page: Page): Promise<void> {
  await press(page, 'The records are right');
  const dialog = page.getByRole('dialog');
  await fillIn(dialog, { Reason: 'We have looked at ours; what we dispute stands in the reply.' });
  await press(dialog, 'The records are right');
  await page.getByText('With the provider', { exact: true }).first().waitFor();
}

/** From Today to a reply that could be sent. It is sent once, so here it is kept: the same number of clicks. */
export async function keepDraft(page: Page): Promise<Clicks> {
  const clicks = countingClicks();
  await goTo(page, 'Today');
  await clicks.click(page.getByRole('link', { name: PROVIDER }).first());
  await heading(page, /^Your organisation: /);
  await clicks.click(page.getByRole('link', { name: 'Reply', exact: true }));
  await heading(page, 'Reply to a signal');
  await fillIn(page, { 'Your reply in short': 'We dispute one entry, and say what the year was like.' });
  await clicks.click(page.getByRole('button', { name: 'Save as a draft' }));
  await page.getByText('Draft saved').first().waitFor();
  return clicks;
}

/** From Today to a reply that was sent and says which entry is wrong. The second point is beside the goal. */
export async function disputeSeat(page: Page): Promise<{ readonly clicks: Clicks; readonly disputed: Disputed }> {
  const clicks = countingClicks();
  await goTo(page, 'Today');
  await clicks.click(page.getByRole('link', { name: 'Check the seats that count as lost' }));
  await heading(page, /^\d+ seats of /);
  const row = seatToDispute(page);
  const disputed = await seatIn(row);
  await clicks.click(row.getByRole('link', { name: /^This is wrong/ }));
  await heading(page, 'Reply to a signal');
  await page.getByText('Point 1 is about 1 meeting').waitFor();
  await fillIn(page, {
    'What you want to say': 'Our member was there, and signed the sheet.',
    'What shows it': 'The attendance sheet of that day.',
  });
  await press(page, 'Add: context to be known');
  await page.locator('#point-2').fill('Two wards were closed from June to August.');
  await clicks.click(page.getByRole('button', { name: 'Send the reply' }));
  await heading(page, /^Your organisation: /);
  await page.getByRole('heading', { name: 'Point 2: context to be known' }).waitFor();
  return { clicks, disputed };
}

/** The newest seat lost at a meeting of the host that somebody held. */
function seatToDispute(page: Page): Locator {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: /^This is wrong/ }), hasNotText: 'Vacant' })
    .filter({ hasText: HOST })
    .first();
}

async function seatIn(row: Locator): Promise<Disputed> {
  const [date = ''] = await row.getByRole('rowheader').allInnerTexts();
  const cells = await row.getByRole('cell').allInnerTexts();
  return { date: date.trim(), mdtName: cells[0]?.trim() ?? '', member: cells.at(-2)?.trim() ?? '' };
}

/** What the other commissioner finds of the two points: the fact is upheld, the context changes nothing. */
export async function decidePoints(page: Page, { member }: Disputed): Promise<void> {
  await goTo(page, 'Today');
  await page.getByRole('link', { name: PROVIDER }).first().click();
  await heading(page, new RegExp(`^${PROVIDER}: `));
  await decide(page, 1, 'Upheld', { 'What the register should say': 'The holder of the seat was there in person.' });
  await decide(page, 2, 'Not upheld', {});
  if ((await page.locator('main').innerText()).includes(member))
    throw new Error('A commissioner is shown the name of a member of staff.');
}

async function decide(page: Page, no: number, decision: string, more: Record<string, string>): Promise<void> {
  await page
    .locator('summary')
    .filter({ hasText: `Decide point ${no}` })
    .click();
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: `Decide point ${no}` }) });
  await form.getByText(decision, { exact: true }).click();
  await fillIn(form, { Reason: 'What the provider sent says so.', ...more });
  await press(form, `Decide point ${no}`);
  await form.waitFor({ state: 'detached' });
}

/** Who moved nothing yet takes the signal on. */
export async function takeOn(page: Page): Promise<void> {
  await page.reload();
  await settled(page);
  await press(page, 'Take it to the commissioner');
  const dialog = page.getByRole('dialog');
  await fillIn(dialog, { Reason: 'The pattern goes on after what was upheld.' });
  await press(dialog, 'Take it to the commissioner');
  await page.getByText('With the commissioner', { exact: true }).first().waitFor();
}
