import { signIn } from '../kit/at-a-desk.js';
import { settled } from '../kit/watched.js';
import { wholeLog } from './finding.js';
import { STRANGER } from './who.js';

/** What a commissioner of the other system finds of a signal and its pack: in the lists, and at their very addresses. */
export async function foundByStranger(origin: string, signalId: string, packId: string) {
  const { page, context } = await signIn(origin, STRANGER);
  const signals = (await wholeLog(page)).length;
  await page.goto('/packs', { waitUntil: 'domcontentloaded' });
  await settled(page);
  const packs = (await page.getByRole('heading', { name: 'No evidence packs yet' }).count()) === 0;
  const open: string[] = [];
  for (const path of [`/signals/${signalId}`, `/signals/${signalId}/rows?number=elsewhere.lost`, `/packs/${packId}`]) {
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    await settled(page);
    if (!(await page.title()).startsWith('Page not found')) open.push(path);
  }
  const file = await page.request.get(`/evidence/packs/${packId}/pack.json`);
  await context.close();
  return { signals, packs, open, file: file.status() };
}
