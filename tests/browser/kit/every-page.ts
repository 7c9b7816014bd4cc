import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayOpen, type PageEntry } from '../../../web/src/app/page-entry.js';
import { pages } from '../../../web/src/app/pages.js';
import type { Role } from '../../../web/src/app/viewer.js';
import { closeEverything, DESKTOP, openWindow, PHONE, SMALLEST, type Window } from './browser.js';
import { axeViolations, givenAway, knownPeople, overflow } from './checks.js';
import { haveOversight } from './oversight.js';
import { haveMail, placeOf } from './places.js';
import { persona } from './product.js';
import { LOGIN_OF, ROLES } from './roles.js';
import { open, settled } from './watched.js';

/** Pages that some roles reach without having anything there. */
const NOTHING_THERE: Readonly<Record<string, readonly Role[]>> = {
  'outbox/:messageId': ['PERSON', 'CARER', 'ADMINISTRATOR', 'INFORMATION_GOVERNANCE_LEAD'],
  // The one who stands for the role works for a provider without a signal, and not for a commissioner.
  'packs/:packId': ['INFORMATION_GOVERNANCE_LEAD'],
  'concerns/:concernId': ['INFORMATION_GOVERNANCE_LEAD'],
  // Questions are read by who asked and by who may answer.
  'advice/:questionId': ['ADMINISTRATOR'],
};

/** How a device may ask for the pages to look. */
const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', forcedColors: 'none', contrast: 'no-preference' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active', contrast: 'more' },
  'more contrast': { colorScheme: 'light', forcedColors: 'none', contrast: 'more' },
} as const;

/** Every size in every scheme; more contrast changes colours alone, so once is enough. */
const LOOKS = [DESKTOP, PHONE, SMALLEST].flatMap((size) =>
  Object.entries(SCHEMES)
    .filter(([scheme]) => scheme !== 'more contrast' || size === DESKTOP)
    .map(([scheme, media]) => ({ name: `${size.width}, ${scheme}`, size, media })),
);

const public_ = pages.filter(({ roles }) => roles === 'public');
const signedIn = pages.filter(({ roles }) => roles !== 'public');

/** Words that would say of somebody what no figure can. That there is no league table may be said. */
const NEVER_SAID = /\bbreach|\bguilt|\boffend|(?<!no )league table/i;

/** axe looks at each page once, as the first role that has something there; at Today as everybody. */
function isLookedAt(path: string, role: Role): boolean {
  const entry = pages.find((each) => each.path === path);
  if (!entry || path === '') return true;
  const seers = ROLES.filter((each) => mayOpen(entry, each) && !NOTHING_THERE[path]?.includes(each));
  return seers[0] === role;
}

let people: Awaited<ReturnType<typeof knownPeople>> = [];

/** Opens every page that these roles see, as each of them. */
export function describePagesOf(roles: readonly Role[]): void {
  beforeAll(async () => {
    await haveMail();
    await haveOversight();
    people = await knownPeople();
  }, 240_000);
  afterAll(closeEverything);

  describe.each(roles)('the pages of %s', (role) => {
    let window: Window;
    beforeAll(async () => {
      window = await openWindow(LOGIN_OF[role]);
    }, 120_000);
    afterAll(() => window.context.close());

    it.each(signedIn.filter((entry) => mayOpen(entry, role)))(
      '/$path',
      async (entry) => {
        const { page, watch } = window;
        const { path, isThere } = await placeOf(entry, await persona(LOGIN_OF[role]));
        const isExpected = !NOTHING_THERE[entry.path]?.includes(role);
        expect({ path, isThere }).toEqual({ path, isThere: isExpected });
        watch.problems.length = 0;
        for (const each of [watch.asked, watch.first, watch.later]) each.clear();
        await open(page, path);
        await expectPage(window, isExpected);
        expectAskedOnce(window, entry);
        if (isLookedAt(entry.path, role)) await expectAccessible(window);
        expect(watch.problems).toEqual([]);
      },
      120_000,
    );
  });
}

/** Opens every page that needs no sign-in. */
export function describePublicPages(): void {
  describe('the pages of whoever is not signed in', () => {
    let window: Window;
    beforeAll(async () => {
      window = await openWindow(null);
    }, 120_000);
    afterAll(() => window.context.close());

    // NOTE: "signed in" leads on by itself; the idle lock's test walks it.
    it.each(public_.filter(({ path }) => path !== 'signed-in'))(
      '/$path',
      async (entry) => {
        window.watch.problems.length = 0;
        // The gallery shows what loading looks like, for ever.
        await open(window.page, `/${entry.path}`, entry.path === 'gallery');
        await expectPage(window, true);
        await expectAccessible(window, entry.path === 'gallery');
        expect(window.watch.problems).toEqual([]);
      },
      120_000,
    );
  });
}

/** What the list of pages says a page asks first is what it asks: else the answer comes twice, and late. */
function expectAskedOnce({ watch: { first, later } }: Window, entry: PageEntry): void {
  expect({ isViewerFirst: first.has('Viewer'), isPageFirst: first.size > 1 }).toEqual({
    isViewerFirst: true,
    isPageFirst: entry.first !== undefined,
  });
  expect([...first].filter((name) => later.has(name))).toEqual([]);
}

async function expectPage({ page, watch }: Window, isThere: boolean): Promise<void> {
  const title = await page.title();
  const headings = await page.locator('h1:visible').allInnerTexts();
  expect({ title, headings }).toEqual({
    title: expect.stringMatching(/^\S.* - Quorate$/),
    headings: [expect.stringMatching(/\S/)],
  });
  expect({ isThere: !title.startsWith('Page not found') }).toEqual({ isThere });
  expect([...watch.asked, title, page.url()].flatMap((text) => givenAway(text, people))).toEqual([]);
  expect(NEVER_SAID.exec((await page.locator('main').textContent()) ?? '')).toBeNull();
  expect(await page.locator('img[src*="nhs"], svg[class*="nhs-logo"], [class*="nhsuk-header__logo"]').count()).toBe(0);
}

async function expectAccessible({ page }: Window, isLoading = false): Promise<void> {
  const found: Record<string, readonly string[]> = {};
  for (const { name, size, media } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia(media);
    await settled(page, isLoading);
    const violations = await axeViolations(page);
    if (violations.length > 0) found[name] = violations;
  }
  await page.emulateMedia(SCHEMES.light);
  const tooWide = await overflow(page);
  await page.setViewportSize(DESKTOP);
  expect({ found, overflow: Math.max(0, tooWide) }).toEqual({ found: {}, overflow: 0 });
}
