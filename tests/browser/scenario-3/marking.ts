import type { Locator, Page } from 'playwright-core';
import { press } from '../kit/at-a-desk.js';
import type { Window } from '../kit/browser.js';
import { openMeeting } from './planning.js';
import {
  COORDINATOR,
  DISCHARGE_NURSE,
  GERIATRICIAN,
  GP,
  MATRON,
  type Member,
  PHARMACIST,
  SECOND_COORDINATOR,
  SOCIAL_WORKER,
} from './the-system.js';

/** Two co-ordinators have the register open; each sees what the other marks, and nothing is lost. */
export async function markTogether(lin: Window, kit: Window, meetingId: string): Promise<void> {
  for (const { page } of [lin, kit]) await openMeeting(page, meetingId, '/register');
  await mark(lin.page, GERIATRICIAN, 'Online');
  await shows(kit.page, GERIATRICIAN, 'Online');
  await seatOf(kit.page, GERIATRICIAN).getByText(`Marked by ${COORDINATOR}`).waitFor();
  await mark(kit.page, DISCHARGE_NURSE, 'Apologies');
  await press(seatOf(kit.page, DISCHARGE_NURSE), /^Release was refused/);
  await shows(lin.page, DISCHARGE_NURSE, 'Apologies');
  await seatOf(lin.page, DISCHARGE_NURSE).getByText(`Marked by ${SECOND_COORDINATOR}`).waitFor();
  await Promise.all([
    markAll(lin.page, [MATRON, SOCIAL_WORKER], 'Here'),
    markAll(kit.page, [GP], 'Online').then(() => mark(kit.page, PHARMACIST, 'Absent')),
  ]);
  for (const { page } of [lin, kit]) {
    await page.getByRole('status').getByText('All recorded.').waitFor();
    await page.getByRole('status').getByText('4 of 6 present').waitFor();
    await page.getByRole('status').getByText('Quorate', { exact: true }).waitFor();
  }
}

async function markAll(page: Page, members: readonly Member[], word: string): Promise<void> {
  for (const member of members) await mark(page, member, word);
}

function seatOf(page: Page, { name }: Member): Locator {
  return page.getByRole('row').filter({ hasText: name });
}

async function mark(page: Page, member: Member, word: string): Promise<void> {
  await seatOf(page, member)
    .locator('label')
    .filter({ hasText: new RegExp(`${word}$`) })
    .click();
  await shows(page, member, word);
}

/** Resolves when the register has that word chosen for somebody, and saved. */
async function shows(page: Page, member: Member, word: string): Promise<void> {
  await seatOf(page, member)
    .getByRole('radio', { name: new RegExp(`${word}$`), checked: true })
    .waitFor({ state: 'attached' });
  await seatOf(page, member).getByText('Saving').waitFor({ state: 'detached' });
}
