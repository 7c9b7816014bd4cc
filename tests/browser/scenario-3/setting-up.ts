import type { Page } from 'playwright-core';
import { choose, fillIn, goTo, pick, press, signIn } from '../kit/at-a-desk.js';
import { settled } from '../kit/watched.js';
import {
  ADMINISTRATOR,
  addressOf,
  COORDINATOR,
  type Extracts,
  GERIATRICIAN,
  type Known,
  MANAGER,
  type Member,
  offerOf,
  SECOND_COORDINATOR,
  STAFF,
} from './the-system.js';

/** The board's administrator enters who works at three organisations, and who may sign in. */
export async function enterPeopleAndRoles(origin: string, system: Extracts): Promise<readonly string[]> {
  const { page, watch, context } = await signIn(origin, ADMINISTRATOR);
  await goTo(page, 'People and roles');
  for (const place of ['host', 'provider', 'practice'] as const) {
    await openOrganisation(page, system[place]);
    await press(page, 'Add a member of staff');
    for (const member of STAFF.filter(({ works }) => works === place)) await addStaff(page, member);
    await press(page, 'Close the form');
    if (place === 'host') {
      await press(page, 'Open an account');
      await openAccount(page, COORDINATOR, 'Care co-ordinator');
      await openAccount(page, SECOND_COORDINATOR, 'Care co-ordinator');
    }
    if (place === 'provider') {
      await press(page, 'Open an account');
      await openAccount(page, MANAGER, 'Provider manager');
      await pick(page, 'Member of staff', GERIATRICIAN.name, new RegExp(GERIATRICIAN.name));
      await openAccount(page, GERIATRICIAN.name, 'Clinician');
    }
  }
  await context.close();
  return watch.problems;
}

async function openOrganisation(page: Page, organisation: Known): Promise<void> {
  await pick(page, 'Organisation', organisation.code, offerOf(organisation));
  await page.locator('main').getByText(organisation.name).filter({ hasText: 'who works here' }).waitFor();
  await settled(page);
}

async function addStaff(page: Page, { name, role }: Member): Promise<void> {
  await fillIn(page, { 'Name of the member of staff': name, 'Work e-mail of the member of staff': addressOf(name) });
  await pick(page, 'Professional role', role, role);
  await press(page, /^Add$/);
  await page.getByRole('region', { name: 'Last change' }).getByText(`${name} was added`).waitFor();
  await page.getByRole('rowheader', { name, exact: true }).waitFor();
}

async function openAccount(page: Page, name: string, role: string): Promise<void> {
  const [login = ''] = addressOf(name).split('@');
  await fillIn(page, { Name: name, Login: login, 'Work e-mail': addressOf(name) });
  await choose(page, 'May act as', role);
  await press(page, 'Open the account');
  await page.getByRole('region', { name: 'Last change' }).getByText(`${name} can sign in`).waitFor();
  await page.getByRole('cell', { name: login, exact: true }).waitFor();
}
