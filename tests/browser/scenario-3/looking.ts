import type { Page } from 'playwright-core';
import { fillIn, goTo, press, signIn } from '../kit/at-a-desk.js';
import { settled } from '../kit/watched.js';
import type { Planned } from './planning.js';
import { type Extracts, type Known, MDT, PEOPLE, STAFF } from './the-system.js';

/** What an engagement table says of one provider: "1 of 3", "None counted", or null where it has no row. */
export interface Figures {
  readonly tookPart: string | null;
  readonly ownSites: string | null;
  readonly otherSites: string | null;
}

const NONE: Figures = { tookPart: null, ownSites: null, otherSites: null };

/** The co-ordinator's overview of the providers at the MDTs that are theirs. */
export async function overview(page: Page, { name }: Known): Promise<Figures> {
  await goTo(page, 'Engagement');
  const row = page
    .getByRole('table', { name: /^Providers by name/ })
    .getByRole('row')
    .filter({ hasText: name });
  if ((await row.count()) === 0) return NONE;
  const [tookPart = '', ownSites = '', otherSites = ''] = await row.getByRole('cell').allInnerTexts();
  return { tookPart: countIn(tookPart), ownSites: countIn(ownSites), otherSites: countIn(otherSites) };
}

/** The same of the manager's own organisation, on the page that "Engagement" leads them to. */
export async function ownEngagement(page: Page): Promise<Figures> {
  await goTo(page, 'Engagement', 'Engagement of a provider');
  if ((await page.getByText('Not enough meetings to show (0)').count()) > 0) return NONE;
  const rate = async (where: string) =>
    countIn(
      await page
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: where }) })
        .getByRole('cell')
        .first()
        .innerText(),
    );
  return {
    tookPart: countIn(await page.getByRole('heading', { level: 1 }).innerText()),
    ownSites: await rate('Own sites'),
    otherSites: await rate('Other sites'),
  };
}

function countIn(text: string): string | null {
  return /\d+ of \d+|None counted/.exec(text)?.[0] ?? null;
}

/** What somebody of another system finds of this one, by search and at the addresses of its pages. */
export async function foundByStranger(
  origin: string,
  stranger: string,
  system: Extracts,
  { mdtId, meetingId }: Planned,
  providerId: string,
): Promise<readonly string[]> {
  const { page, context } = await signIn(origin, stranger);
  const words: string[] = [];
  for (const path of [
    `/mdts/${mdtId}`,
    `/mdts/${mdtId}/plan`,
    `/meetings/${meetingId}`,
    `/meetings/${meetingId}/register`,
    `/meetings/${meetingId}/cases`,
    `/engagement/providers/${providerId}`,
    `/directory/${providerId}`,
  ]) {
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  }
  for (const path of ['/', '/mdts', '/meetings', '/engagement', '/outbox', '/people', '/actions']) {
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    await settled(page);
    words.push(await page.locator('main').innerText());
  }
  await page.goto('/directory', { waitUntil: 'domcontentloaded' });
  await settled(page);
  await fillIn(page, { 'Name, former name, ODS code or postcode': system.provider.code });
  await press(page, 'Search');
  await page
    .getByText(/no organisation/i)
    .first()
    .waitFor();
  words.push(await page.locator('main').innerText());
  await context.close();
  const traces = [MDT, ...STAFF.map(({ name }) => name), ...PEOPLE.map(({ familyName }) => familyName)].filter(
    (trace) => words.some((text) => text.toLowerCase().includes(trace.toLowerCase())),
  );
  const named = [system.host, system.provider, system.practice].filter(({ name }) =>
    words.some((text) => name.test(text)),
  );
  return [...traces, ...named.map(({ code }) => code)];
}
