import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@quorate/libs/time';
import { closeEverything, DESKTOP, openWindow, PHONE, SMALLEST, type Window } from './kit/browser.js';
import { persona } from './kit/product.js';
import { open } from './kit/watched.js';

let window: Window;
let providerId = '';

beforeAll(async () => {
  const ruth = await persona('ruth.clarkson');
  const { providers } = await ruth.read<{ providers: { organisationId: string; organisationName: string }[] }>(
    '{ engagement { providers { organisationId organisationName } } }',
  );
  providerId =
    providers.find(({ organisationName }) => organisationName.startsWith('Alderbrook'))?.organisationId ?? '';
  window = await openWindow('ruth.clarkson');
}, 120_000);

afterAll(closeEverything);

const PLACES = [
  ['the overview', () => '/engagement/overview'],
  ['a provider', () => `/engagement/providers/${providerId}`],
] as const;

describe.each(PLACES)('the charts of %s', (_name, path) => {
  it.each([DESKTOP, PHONE, SMALLEST])(
    'keep their labels apart and inside at $width',
    async (size) => {
      const { page } = window;
      await page.setViewportSize(size);
      await open(page, path());
      await page.locator('svg.q-chart').first().waitFor();
      const faults = await page.locator('svg.q-chart').evaluateAll((charts) =>
        charts.flatMap((chart) => {
          const paper = chart.getBoundingClientRect();
          const labels = [...chart.querySelectorAll('text')].map((text) => ({
            words: text.textContent ?? '',
            box: text.getBoundingClientRect(),
          }));
          const out = labels.filter(
            ({ box }) =>
              box.left < paper.left - 1 ||
              box.right > paper.right + 1 ||
              box.top < paper.top - 1 ||
              box.bottom > paper.bottom + 1,
          );
          const pairs = labels.flatMap((one, i) => labels.slice(i + 1).map((other) => [one, other] as const));
          const over = pairs.filter(
            ([{ box: a }, { box: b }]) =>
              Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2,
          );
          return [
            ...out.map(({ words }) => `outside: ${words}`),
            ...over.map(([one, other]) => `overlap: ${one.words} / ${other.words}`),
          ];
        }),
      );
      expect(faults).toEqual([]);
    },
    40_000,
  );
});

/** Months that are over: other tests mark a register of today. */
const lastMonth = addDays(`${new Date().toISOString().slice(0, 7)}-01`, -1).slice(0, 7);

describe('one set of numbers, three renderings', () => {
  it('shows the funnel alike on the page, in the table and as drawn by the server', async () => {
    const { page } = window;
    await page.setViewportSize(DESKTOP);
    await open(page, `/engagement/overview?to=${lastMonth}`);
    const onPage = await pointsOnPage(window);
    const onServer = pointsOfSvg(await svgOf(`/engagement/funnel.svg?toMonth=${lastMonth}`));
    expect(onPage.length).toBeGreaterThan(5);
    expect(onServer).toEqual(onPage);
    const rows = await rowsOfTable(window, 'The numbers of the chart, by name');
    expect(rows.map(([name, numbers, zone]) => `${name}: ${numbers}, ${zone}`).sort()).toEqual(onPage);
  }, 120_000);

  it('shows the months of a provider alike', async () => {
    const { page } = window;
    await page.setViewportSize(DESKTOP);
    await open(page, `/engagement/providers/${providerId}?to=${lastMonth}`);
    const onPage = await pointsOnPage(window);
    const onServer = pointsOfSvg(
      await svgOf(`/engagement/monthly.svg?organisationId=${providerId}&toMonth=${lastMonth}`),
    );
    expect(onPage.length).toBeGreaterThan(5);
    expect(onServer).toEqual(onPage);
    const figure = page.locator('figure', { has: page.locator('svg.q-chart') }).first();
    const table = normal(await figure.locator('table').evaluate(visibleText));
    const counted = onPage.flatMap((words) => /\((\d[\d,]* of \d[\d,]*)/.exec(words)?.[1] ?? []);
    expect(counted.length).toBeGreaterThan(5);
    expect(counted.filter((count) => !table.includes(count))).toEqual([]);
  }, 120_000);
});

async function pointsOnPage({ page }: Window): Promise<readonly string[]> {
  const chart = page.locator('svg.q-chart').first();
  await chart.waitFor();
  const words = await chart
    .locator('[data-point]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
  return words.map((each) => normal(each ?? '')).sort();
}

async function svgOf(address: string): Promise<string> {
  const answer = await (await persona('ruth.clarkson')).http.get(address);
  expect(answer.headers()['content-type']).toContain('image/svg+xml');
  return answer.text();
}

function pointsOfSvg(svg: string): readonly string[] {
  const marks = svg.match(/<[^>]*data-point="[^>]*>/g) ?? [];
  return marks.map((mark) => normal(unescaped(/aria-label="([^"]*)"/.exec(mark)?.[1] ?? ''))).sort();
}

function unescaped(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<');
}

async function rowsOfTable({ page }: Window, caption: string): Promise<readonly (readonly string[])[]> {
  const rows = page.locator('table', { has: page.locator('caption', { hasText: caption }) }).locator('tbody tr');
  const cells = await rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => {
        const copy = cell.cloneNode(true) as Element;
        for (const hidden of copy.querySelectorAll('.nhsuk-u-visually-hidden')) hidden.remove();
        return copy.textContent ?? '';
      }),
    ),
  );
  return cells.map((row) => row.map(normal));
}

function visibleText(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('.nhsuk-u-visually-hidden')) hidden.remove();
  return copy.textContent ?? '';
}

function normal(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
