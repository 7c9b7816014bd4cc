import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contrast } from '../../web/src/ui/charts/palette.js';
import { closeEverything, openWindow, type Window } from './kit/browser.js';
import { productUrl } from './kit/product.js';
import { open } from './kit/watched.js';

let window: Window;

beforeAll(async () => {
  window = await openWindow('ruth.clarkson');
}, 60_000);

afterAll(closeEverything);

/** What an element is painted with, #rrggbb, and how much its words stand out from it. */
async function painted(selector: string): Promise<{ isDark: boolean; standsOutBy: number }> {
  const [words, ground] = await window.page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { color, fill, backgroundColor } = getComputedStyle(element);
      const hex = (rgb: string) =>
        `#${(rgb.match(/\d+/g) ?? [])
          .slice(0, 3)
          .map((part) => Number(part).toString(16).padStart(2, '0'))
          .join('')}`;
      return element instanceof SVGElement ? ['#808080', hex(fill)] : [hex(color), hex(backgroundColor)];
    });
  return { isDark: contrast(ground ?? '', '#ffffff') > 7, standsOutBy: contrast(words ?? '', ground ?? '') };
}

async function choose(word: string): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: /account, change role/ }).click();
  await page.locator('[data-segmented="colour-scheme"] label', { hasText: word }).click();
  await page.keyboard.press('Escape');
}

describe('light and dark', () => {
  it('follow the device, charts included', async () => {
    const { page } = window;
    await open(page, '/engagement/overview');
    await page.locator('.q-chart__paper').first().waitFor();
    expect([(await painted('body')).isDark, (await painted('.q-chart__paper')).isDark]).toEqual([false, false]);
    await page.emulateMedia({ colorScheme: 'dark' });
    const body = await painted('body');
    expect([body.isDark, (await painted('.q-chart__paper')).isDark]).toEqual([true, true]);
    expect(body.standsOutBy).toBeGreaterThan(7);
  }, 60_000);

  it('are always light on paper', async () => {
    await window.page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect([(await painted('body')).isDark, (await painted('.q-chart__paper')).isDark]).toEqual([false, false]);
    await window.page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
  }, 60_000);

  it('are what the person chose, whatever the device says, and after the page is loaded again', async () => {
    const { page, watch } = window;
    await choose('Light');
    expect((await painted('body')).isDark).toBe(false);
    await page.emulateMedia({ colorScheme: 'light' });
    await choose('Dark');
    expect((await painted('body')).isDark).toBe(true);
    await open(page, '/mdts');
    expect((await painted('body')).isDark).toBe(true);
    await choose('As the device');
    expect((await painted('body')).isDark).toBe(false);
    expect(watch.problems).toEqual([]);
  }, 60_000);
});

describe('the pages that the server draws', () => {
  it('follow the device too, and every word on them stands out', async () => {
    const { page } = await openWindow(null, { colorScheme: 'dark' });
    await page.goto(`${productUrl}/auth/sign-in?returnTo=/`);
    await page.locator('.people').first().waitFor();
    const weak = await page.evaluate(() => {
      const light = (colour: string) => {
        const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? [])
          .slice(0, 3)
          .map((part) => Number(part) / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const groundOf = (element: Element | null): string => {
        const own = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
        return own === 'rgba(0, 0, 0, 0)' ? groundOf(element?.parentElement ?? null) : own;
      };
      return [...document.querySelectorAll('h1, h2, h3, p, .name, button, .left')]
        .map((element) => {
          const [words, ground] = [light(getComputedStyle(element).color), light(groundOf(element))];
          return (Math.max(words, ground) + 0.05) / (Math.min(words, ground) + 0.05) < 4.5 ? element.outerHTML : '';
        })
        .filter(Boolean);
    });
    expect(weak).toEqual([]);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe('rgb(20, 25, 30)');
  }, 60_000);
});

describe('more contrast', () => {
  it('makes quiet words stand out by 7 to 1', async () => {
    const { page } = window;
    await open(page, '/mdts');
    const lead = () =>
      page.locator('.q-lead').evaluate((element) => getComputedStyle(element).color.match(/\d+/g)?.map(Number));
    expect(await lead()).not.toEqual([0, 0, 0]);
    await page.emulateMedia({ contrast: 'more', colorScheme: 'light' });
    expect(await lead()).toEqual([0, 0, 0]);
    await page.emulateMedia({ contrast: 'more', colorScheme: 'dark' });
    expect(await lead()).toEqual([255, 255, 255]);
  }, 60_000);
});
