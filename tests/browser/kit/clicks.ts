import type { Locator } from 'playwright-core';

/** Counts what somebody chooses on the way to something. Typing is no click. */
export interface Clicks {
  readonly count: number;
  click(target: Locator): Promise<void>;
}

export function countingClicks(): Clicks {
  let count = 0;
  return {
    get count() {
      return count;
    },
    async click(target) {
      count += 1;
      await target.click();
    },
  };
}
