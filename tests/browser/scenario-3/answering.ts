import type { Locator, Page } from 'playwright-core';
import { goTo, press, signIn } from '../kit/at-a-desk.js';
import { openWindow, PHONE } from '../kit/browser.js';
import { openMeeting } from './planning.js';
import { DISCHARGE_NURSE, GERIATRICIAN, MANAGER, MATRON, type Member, PEOPLE } from './the-system.js';

/** The row of the replies that is about somebody. */
export function replyOf(page: Page, { name }: Member): Locator {
  return page.getByRole('row').filter({ hasText: name });
}

/** Sends the six invitations, and gives the link that the matron's mail has for "yes". */
export async function invite(page: Page, meetingId: string): Promise<string> {
  await openMeeting(page, meetingId);
  await press(page, 'Send 6 invitations');
  await page.getByText('Invitation sent to 6 people').waitFor();
  await goTo(page, 'Outbox');
  await page.getByRole('row').filter({ hasText: MATRON.name }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Text' }).waitFor();
  const mail = await page.locator('main').innerText();
  const told = PEOPLE.filter(({ familyName, nhsNumber }) => mail.includes(familyName) || mail.includes(nhsNumber));
  if (told.length > 0) throw new Error('A mail names a person cared for.');
  const link = await page.getByRole('link', { name: /\/reply\/.*accept/ }).getAttribute('href');
  return link ?? '';
}

/** The matron answers on her telephone, without an account; opening the page changes nothing. */
export async function replyByLink(coordinator: Page, link: string, meetingId: string): Promise<readonly string[]> {
  const { page, watch, context } = await openWindow(null, {
    viewport: PHONE,
    baseURL: new URL(coordinator.url()).origin,
  });
  await page.goto(link);
  await page.getByRole('button', { name: 'Send my answer' }).waitFor();
  await openMeeting(coordinator, meetingId);
  await replyOf(coordinator, MATRON).getByText('Invited').waitFor();
  await press(page, 'Send my answer');
  await page.getByText('Your answer is saved').waitFor();
  await openMeeting(coordinator, meetingId);
  await replyOf(coordinator, MATRON).getByText('Coming', { exact: true }).waitFor();
  await context.close();
  return watch.problems;
}

/** The geriatrician asks for her own release, the co-ordinator for the nurse's; their manager grants one of them. */
export async function releases(origin: string, coordinator: Page, meetingId: string): Promise<readonly string[]> {
  const clinician = await signIn(origin, GERIATRICIAN.name);
  await openMeeting(clinician.page, meetingId);
  await press(replyOf(clinician.page, GERIATRICIAN), 'Ask for release');
  await replyOf(clinician.page, GERIATRICIAN).getByText('Take the request back').waitFor();
  await press(replyOf(coordinator, DISCHARGE_NURSE), 'Ask for release');
  await replyOf(coordinator, DISCHARGE_NURSE).getByText('Take the request back').waitFor();

  const manager = await signIn(origin, MANAGER);
  await goTo(manager.page, 'Release requests');
  await press(cardOf(manager.page, DISCHARGE_NURSE), /^Not this time/);
  await press(cardOf(manager.page, DISCHARGE_NURSE), /^No protected time/);
  await cardOf(manager.page, DISCHARGE_NURSE).waitFor({ state: 'detached' });
  await press(cardOf(manager.page, GERIATRICIAN), /^Release(?! with)/);
  await manager.page.getByText('Nobody is waiting for an answer').waitFor();

  await openMeeting(coordinator, meetingId);
  await replyOf(coordinator, DISCHARGE_NURSE).getByText('No protected time').waitFor();
  await replyOf(coordinator, GERIATRICIAN).getByText('Released', { exact: true }).waitFor();
  await clinician.context.close();
  await manager.context.close();
  return [...clinician.watch.problems, ...manager.watch.problems];
}

function cardOf(page: Page, { name }: Member): Locator {
  return page.locator('.q-card').filter({ has: page.getByRole('heading', { name: new RegExp(`^${name}`) }) });
}
