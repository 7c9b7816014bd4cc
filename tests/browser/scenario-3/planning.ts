import { toLondon } from '@quorate/libs/time';
import type { Page } from 'playwright-core';
import { choose, fillIn, goTo, heading, pick, press } from '../kit/at-a-desk.js';
import { settled } from '../kit/watched.js';
import { type Extracts, MDT, type Member, offerOf, PEOPLE, type Site, STAFF } from './the-system.js';

export interface Planned {
  readonly mdtId: string;
  readonly meetingId: string;
}

/** Replies are taken until the meeting begins; its register opens half an hour before. */
const BEGINS_IN_MINUTES = 15;

/** An MDT of six seats that meets every second Tuesday; its first meeting is brought forward to today, at another site. */
export async function planMdt(page: Page, system: Extracts): Promise<Planned> {
  await goTo(page, 'MDTs');
  await page.getByRole('link', { name: 'New MDT' }).first().click();
  await heading(page, 'New MDT');
  await fillIn(page, { Name: MDT, 'What is it for?': 'Who can go home, and with what' });
  for (const [at, member] of STAFF.entries()) await addSeat(page, system, at, member);
  await fillIn(page, { 'How many seats must be filled?': '3', 'How many working days’ notice do members get?': '0' });
  await press(page, 'Create this MDT');
  const mdtId = await idIn(page, 'mdts');
  await page.getByRole('link', { name: 'Plan meetings' }).first().click();
  await heading(page, 'Plan meetings');
  await choose(page, 'Day', 'Tuesday');
  await fillIn(page, { Starts: '13:00' });
  await pickSite(page, system.usualSite);
  await page
    .getByText(/Every second Tuesday|every second week|fortnight/i)
    .first()
    .waitFor();
  await press(page, /^Plan \d+ meetings$/);
  await page.getByText(/\d+ meetings planned/).waitFor();
  await page.getByRole('row').getByRole('link', { name: /^Tue/ }).first().click();
  const meetingId = await idIn(page, 'meetings');
  await bringForward(page, system.otherSite);
  return { mdtId, meetingId };
}

async function addSeat(page: Page, system: Extracts, at: number, { name, role, works }: Member): Promise<void> {
  if (at > 0) await press(page, 'Add a seat');
  const seat = page
    .locator('.q-card')
    .filter({ has: page.getByRole('heading', { name: `Seat ${at + 1}`, exact: true }) });
  const provider = system[works];
  await choose(seat, 'Role', role);
  await pick(seat, 'Provider', provider.code, offerOf(provider));
  await pick(seat, 'Who holds it (empty is vacant)', name.split(' ')[0] ?? '', name);
}

async function pickSite(page: Page, { typed, offered, name }: Site): Promise<void> {
  await pick(page, 'Site', typed, offered);
  await page.getByText('This site has no rooms in the directory').waitFor();
  if (!name.test(await page.getByRole('combobox', { name: /^Site/ }).inputValue())) throw new Error('No site chosen.');
}

async function bringForward(page: Page, site: Site): Promise<void> {
  await page.getByRole('link', { name: /^Move/ }).click();
  await heading(page, 'Move a meeting');
  const { date, time } = toLondon(new Date(Date.now() + BEGINS_IN_MINUTES * 60_000).toISOString());
  await fillIn(page, { 'New date': date, Starts: time });
  await page.getByText('Change the place').click();
  await pickSite(page, site);
  await press(page, 'Move and tell everyone invited');
  await heading(page, MDT);
  await page.locator('main').getByText(site.name).first().waitFor();
}

/** Registers two people who were referred, each while listing them with a question. */
export async function listPeople(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'People to discuss' }).click();
  await heading(page, /People to discuss/);
  for (const { nhsNumber, familyName, givenName, dateOfBirth } of PEOPLE) {
    await page.getByRole('link', { name: 'List a person' }).first().click();
    await heading(page, 'List a person');
    await page.getByText('The person is new: register a referral first').click();
    await fillIn(page, {
      'NHS number': nhsNumber,
      'Family name': familyName,
      'Given name': givenName,
      'Date of birth': dateOfBirth,
      'Why were they referred?': 'Third fall this month',
    });
    await press(page, 'Register the referral');
    await page
      .getByRole('combobox', { name: 'Person' })
      .and(page.locator(`[value*="${familyName}" i]`))
      .waitFor();
    await fillIn(page, { 'What is the meeting asked?': `Can ${givenName} go home on Friday?` });
    await press(page, 'List this person');
    await heading(page, /People to discuss/);
    await page.locator('main').getByText(new RegExp(familyName, 'i')).first().waitFor();
  }
}

/** The id that stands after this part of the address, once the page is there. */
async function idIn(page: Page, part: string): Promise<string> {
  const address = new RegExp(`/${part}/([0-9a-f-]{36})$`);
  await page.waitForURL(address);
  await settled(page);
  return address.exec(page.url())?.[1] ?? '';
}

/** Opens the meeting's page by its address, as a bookmark does. */
export async function openMeeting(page: Page, meetingId: string, part = ''): Promise<void> {
  await page.goto(`/meetings/${meetingId}${part}`, { waitUntil: 'domcontentloaded' });
  await settled(page);
}
