import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeEverything, openWindow, type Window } from './kit/browser.js';
import { pdfPages } from './kit/pdf.js';
import { meetingNow } from './kit/places.js';
import { persona } from './kit/product.js';
import { choice, control, emptyRegister, type RegisterSeat, seatsOf, shows } from './kit/register.js';
import { open } from './kit/watched.js';

let meetingId = '';
let path = '';
let window: Window;
let seats: readonly RegisterSeat[] = [];

beforeAll(async () => {
  meetingId = await meetingNow();
  path = `/meetings/${meetingId}/register`;
  window = await openWindow('priya.nair');
}, 120_000);

beforeEach(async () => {
  await emptyRegister(meetingId);
  seats = await seatsOf(meetingId);
  await open(window.page, path);
}, 120_000);

afterAll(closeEverything);

const outcomes = async () => (await seatsOf(meetingId)).map(({ mark }) => mark?.outcome ?? null);

describe('two browsers at one register', () => {
  let other: Window;
  beforeEach(async () => {
    other = await openWindow('priya.nair');
    await open(other.page, path);
  }, 120_000);

  it("see each other's marks within a second", async () => {
    const taken: number[] = [];
    for (const { seatId } of seats.slice(0, 3)) {
      await choice(window.page, seatId, 'Absent').click();
      await shows(window.page, seatId, 'Absent');
      const saved = Date.now();
      await shows(other.page, seatId, 'Absent');
      taken.push(Date.now() - saved);
    }
    // A machine that runs other tests may hold one of them up.
    expect(Math.min(...taken)).toBeLessThan(1_000);
    expect([...window.watch.problems, ...other.watch.problems]).toEqual([]);
  }, 120_000);

  it('lose nothing when both mark at once', async () => {
    const marks = seats.map(({ seatId }, i) => ({ seatId, page: i % 2 === 0 ? window.page : other.page, i }));
    await Promise.all(
      [window.page, other.page].map(async (page) => {
        for (const mark of marks.filter((each) => each.page === page))
          await choice(page, mark.seatId, mark.i % 2 === 0 ? 'Absent' : 'Not needed').click();
      }),
    );
    for (const { seatId, i } of marks)
      for (const page of [window.page, other.page]) await shows(page, seatId, i % 2 === 0 ? 'Absent' : 'Not needed');
    expect(await outcomes()).toEqual(seats.map((_, i) => (i % 2 === 0 ? 'ABSENT_NO_NOTICE' : 'NOT_REQUIRED')));
  }, 120_000);

  it('keep both marks of one seat in its history, or say that it was changed', async () => {
    const seatId = seats[0]?.seatId ?? '';
    await Promise.all([
      choice(window.page, seatId, 'Absent').click(),
      choice(other.page, seatId, 'Not needed').click(),
    ]);
    await window.page.waitForFunction(() => !document.body.textContent?.includes('Saving'));
    await other.page.waitForFunction(() => !document.body.textContent?.includes('Saving'));
    const told = (
      await Promise.all([window.page, other.page].map((page) => page.locator('.q-entry__problem').count()))
    ).reduce((sum, n) => sum + n, 0);
    const history = await (await persona('priya.nair')).read<{ outcome: string | null }[]>(
      'query Q($m: ID!, $s: ID!) { attendanceHistory(meetingId: $m, seatId: $s) { outcome } }',
      { m: meetingId, s: seatId },
    );
    const before = history.findIndex(({ outcome }) => outcome === null);
    expect(told + (before < 0 ? history.length : before)).toBe(2);
  }, 120_000);
});

describe('by keyboard alone', () => {
  it('takes one key a person', async () => {
    const { page, watch } = window;
    const first = seats[0]?.seatId ?? '';
    for (let tabs = 0; tabs < 40 && !(await isIn(window, first)); tabs += 1) await page.keyboard.press('Tab');
    let keys = 0;
    for (const { seatId } of seats) {
      expect(await isIn(window, seatId)).toBe(true);
      await page.keyboard.press(String((keys % 2) + 6));
      keys += 1;
    }
    for (const [i, { seatId }] of seats.entries()) await shows(page, seatId, i % 2 === 0 ? 'Apologies' : 'Absent');
    expect(await outcomes()).toEqual(seats.map((_, i) => (i % 2 === 0 ? 'APOLOGIES' : 'ABSENT_NO_NOTICE')));
    expect({ keys, problems: watch.problems }).toEqual({ keys: seats.length, problems: [] });
  }, 120_000);

  it('marks all who accepted with one key', async () => {
    await control(window.page, seats[0]?.seatId ?? '')
      .locator('input:enabled')
      .first()
      .focus();
    await window.page.keyboard.press('a');
    const accepted = seats.filter(({ response }) => response === 'ACCEPTED' || response === 'DELEGATED');
    for (const { seatId } of accepted) await shows(window.page, seatId, 'Here');
    expect((await outcomes()).filter((outcome) => outcome === 'ATTENDED')).toHaveLength(accepted.length);
  }, 120_000);
});

describe('in Windows high contrast', () => {
  it('tells the chosen word by its tick, not by weight or colour alone', async () => {
    const { page } = window;
    const seatId = seats[0]?.seatId ?? '';
    await choice(page, seatId, 'Absent').click();
    await shows(page, seatId, 'Absent');
    await page.emulateMedia({ forcedColors: 'active' });
    const ticks = await control(page, seatId)
      .locator('.q-segmented__tick:visible')
      .evaluateAll((all) => all.map((tick) => tick.textContent));
    await page.emulateMedia({ forcedColors: 'none' });
    expect(ticks.filter((glyph) => glyph === '✓')).toHaveLength(1);
    expect(ticks.length).toBeGreaterThan(1);
  }, 120_000);
});

describe('on paper', () => {
  it('prints each chosen word as text, with its header on every sheet and no sheet nearly empty', async () => {
    const { page } = window;
    const words = seats.map((_, i) => ['Absent', 'Not needed', 'Written'][i % 3] ?? '');
    for (const [i, { seatId }] of seats.entries()) await choice(page, seatId, words[i] ?? '').click();
    for (const [i, { seatId }] of seats.entries()) await shows(page, seatId, words[i] ?? '');
    await page.emulateMedia({ media: 'print' });
    const printed = await page.locator('.q-print-only:visible').allInnerTexts();
    const fixed = await page.locator('.q-print-header').evaluate((header) => getComputedStyle(header).position);
    await page.emulateMedia({ media: null });
    expect({ printed, fixed }).toEqual({ printed: words, fixed: 'fixed' });
    // Large print, so that there are several sheets.
    const sheets = pdfPages(await page.pdf({ format: 'A4', scale: 2 }));
    expect(sheets.length).toBeGreaterThan(1);
    expect(sheets.length).toBeLessThan(7);
    if (sheets.every((text) => text !== null)) {
      const all = sheets.join('\n');
      for (const word of new Set(words))
        expect(all.split(word).length - 1).toBeGreaterThanOrEqual(words.filter((each) => each === word).length);
      expect(sheets.map((text) => text.includes('Printed'))).toEqual(sheets.map(() => true));
      expect(Math.min(...sheets.map((text) => text.replaceAll(/\s/g, '').length))).toBeGreaterThan(80);
    }
    const whole = pdfPages(await page.pdf({ format: 'A4' }));
    expect(whole.length).toBe(1);
  }, 120_000);
});

// Last: a closed register stays closed.
describe('with the mouse', () => {
  it('records everybody, three exceptions among them, and closes in five clicks', async () => {
    const { page, watch } = window;
    const accepted = seats.filter(({ response }) => response === 'ACCEPTED' || response === 'DELEGATED');
    const exceptions = [...seats.filter((seat) => !accepted.includes(seat)), ...accepted].slice(0, 3);
    const more = seats.filter((seat) => !accepted.includes(seat) && !exceptions.includes(seat));
    // Demo data may hold more than three who did not accept; the goal is about three.
    const entries = more.map(({ seatId }) => ({ seatId, outcome: 'NOT_REQUIRED', expectedSeatVersion: 0 }));
    const version = await currentVersions();
    if (entries.length > 0)
      await (await persona('priya.nair')).change(
        'recordAttendance',
        { meetingId, entries: entries.map((e) => ({ ...e, expectedSeatVersion: version.get(e.seatId) ?? 0 })) },
        'RegisterSaved',
      );
    await open(page, path);
    let clicks = 0;
    const click = async (target: { click(): Promise<void> }) => {
      clicks += 1;
      await target.click();
    };
    await click(page.getByRole('button', { name: /All who accepted are here/ }));
    for (const { seatId } of accepted) await shows(page, seatId, 'Here');
    for (const { seatId } of exceptions) await click(choice(page, seatId, 'Absent'));
    for (const { seatId } of exceptions) await shows(page, seatId, 'Absent');
    await click(page.getByRole('button', { name: 'Close the register' }));
    await page.getByText(/Closed by/).waitFor();
    expect(clicks).toBeLessThanOrEqual(5);
    expect(await outcomes()).not.toContain(null);
    expect(watch.problems).toEqual([]);
  }, 120_000);
});

async function currentVersions(): Promise<ReadonlyMap<string, number>> {
  return new Map((await seatsOf(meetingId)).map(({ seatId, version }) => [seatId, version]));
}

function isIn({ page }: Window, seatId: string): Promise<boolean> {
  return control(page, seatId).evaluate((group) => group.contains(document.activeElement));
}
