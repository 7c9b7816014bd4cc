import type { Locator, Page } from 'playwright-core';
import { persona } from './product.js';

export interface RegisterSeat {
  readonly seatId: string;
  readonly personName: string | null;
  readonly response: string;
  readonly version: number;
  readonly mark: { readonly outcome: string } | null;
}

/** The register as its co-ordinator reads it from the API. */
export async function seatsOf(meetingId: string): Promise<readonly RegisterSeat[]> {
  const { seats } = await (await persona('priya.nair')).read<{ seats: RegisterSeat[] }>(
    'query Q($id: ID!) { register(meetingId: $id) { seats { seatId personName response version mark { outcome } } } }',
    { id: meetingId },
  );
  return seats;
}

/** Takes every mark back, so that a test begins with an empty register. */
export async function emptyRegister(meetingId: string): Promise<void> {
  const marked = (await seatsOf(meetingId)).filter(({ mark }) => mark !== null);
  if (marked.length === 0) return;
  const seats = marked.map(({ seatId, version }) => ({ seatId, expectedSeatVersion: version }));
  await (await persona('priya.nair')).change('undoAttendance', { meetingId, seats }, 'RegisterSaved');
}

/** The eight words of one seat. */
export function control(page: Page, seatId: string): Locator {
  return page.locator(`[data-segmented="attendance-${seatId}"]`);
}

/** The label with one of the eight words. */
export function choice(page: Page, seatId: string, word: string): Locator {
  return control(page, seatId).locator('label', { hasText: new RegExp(`${word}$`) });
}

/** Resolves when the page shows that word as chosen and saved. */
export async function shows(page: Page, seatId: string, word: string): Promise<void> {
  await page.waitForFunction(
    ([id, wanted]) => {
      const group = document.querySelector(`[data-segmented="attendance-${id}"]`);
      const chosen = group?.querySelector('input:checked')?.closest('label');
      return chosen?.textContent?.endsWith(wanted ?? '') && !group?.parentElement?.textContent?.includes('Saving');
    },
    [seatId, word],
  );
}
