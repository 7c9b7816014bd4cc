import { afterAll, describe, expect, it } from '@jest/globals';
import { toLondon } from '@quorate/libs/time';
import { closeEverything, openWindow } from './kit/browser.js';
import { meetingNow } from './kit/places.js';
import { persona } from './kit/product.js';
import { open } from './kit/watched.js';

afterAll(closeEverything);

describe('a browser on the other side of the world', () => {
  it('shows the hours and days of London, word for word as one in London does', async () => {
    const meetingId = await meetingNow();
    const meeting = await (await persona('priya.nair')).read<{ startsAt: string; mdt: { id: string } }>(
      'query Q($id: ID!) { meeting(id: $id) { startsAt mdt { id } } }',
      { id: meetingId },
    );
    const paths = [`/meetings/${meetingId}`, `/meetings/${meetingId}/register`, `/mdts/${meeting.mdt.id}`, '/actions'];
    const inLondon = await textsOf(paths, 'Europe/London');
    const inAuckland = await textsOf(paths, 'Pacific/Auckland');
    expect(inAuckland[0]).toContain(toLondon(meeting.startsAt).time);
    expect(inAuckland).toEqual(inLondon);
  }, 120_000);
});

/** What these pages say to somebody whose computer keeps another zone's time. */
async function textsOf(paths: readonly string[], timezoneId: string): Promise<string[]> {
  const { page, context } = await openWindow('priya.nair', { timezoneId });
  const texts: string[] = [];
  for (const path of paths) {
    await open(page, path);
    // That the browser does keep it, else this test shows nothing.
    expect(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(timezoneId);
    texts.push(await page.locator('main').innerText());
  }
  await context.close();
  return texts;
}
