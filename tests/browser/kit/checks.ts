import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { type Persona, persona } from './product.js';

/** What axe finds wrong, one line each. Scripts are let in by the test's own protocol, so the page's policy stays as it is. */
export async function axeViolations(page: Page, without: readonly string[] = []): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .disableRules([...without])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.target}`));
}

/** How many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

interface KnownPerson {
  readonly familyName: string;
  readonly givenName: string;
  readonly nhsNumber: string | null;
}

/** The people cared for whom the demo's professionals know. */
export async function knownPeople(): Promise<readonly KnownPerson[]> {
  const staff = ['priya.nair', 'owen.pritchett', 'sian.robertson', 'tomasz.keen', 'amara.oseland'];
  const lists = await Promise.all(staff.map(async (login) => peopleOf(await persona(login))));
  return lists.flat();
}

async function peopleOf(who: Persona): Promise<readonly KnownPerson[]> {
  const { people } = await who.read<{ people: KnownPerson[] }>(
    '{ people(input: { text: "", first: 100, after: null }) { people { familyName givenName nhsNumber } } }',
  );
  return people;
}

/** Which of these people a text gives away: by number, or by both names. */
export function givenAway(text: string, people: readonly KnownPerson[]): string[] {
  const plain = decodeURIComponent(text.replaceAll('+', ' ').replaceAll(/%(?![0-9a-f]{2})/gi, '%25')).toLowerCase();
  const digits = plain.replaceAll(/[\s-]/g, '');
  return people
    .filter(({ familyName, givenName, nhsNumber }) => {
      const names = [familyName, givenName].map((name) => name.toLowerCase());
      return names.every((name) => plain.includes(name)) || (nhsNumber !== null && digits.includes(nhsNumber));
    })
    .map(({ familyName, givenName }) => `${givenName} ${familyName} in ${text}`);
}
