import type { Page } from 'playwright-core';
import { fillIn, goTo, heading, press } from '../kit/at-a-desk.js';
import { settled } from '../kit/watched.js';
import type { Disputed } from './replying.js';

/** The host's co-ordinator is asked for one register, corrects it and says so. What the page of it said, in words. */
export async function correctRegister(page: Page, { mdtName, member }: Disputed): Promise<string> {
  await goTo(page, 'Today');
  await page.getByRole('link', { name: '1 register that should be corrected' }).click();
  await heading(page, 'Registers to correct');
  await page.getByRole('heading', { name: mdtName }).waitFor();
  const asked = await page.locator('main').innerText();
  await page.getByRole('link', { name: 'Open the register' }).click();
  await heading(page, mdtName);
  await page.getByRole('button', { name: new RegExp(`^Change.*${member}`) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('label').filter({ hasText: /Here$/ }).click();
  await fillIn(dialog, { 'Why you change it': 'On the attendance sheet' });
  await press(dialog, 'Save the correction');
  await page.getByText('Corrected: On the attendance sheet').waitFor();
  await page.goto('/registers-to-correct', { waitUntil: 'domcontentloaded' });
  await settled(page);
  await press(page, 'It is corrected');
  await page.getByText('No register has to be corrected').waitFor();
  return asked;
}
