import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { Details } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';

/** What counts and what does not, in the words of the rules that count. */
export function WhatCounts() {
  return (
    <Details summary="What counts">
      <SummaryList compact items={DENOMINATOR_RULES.map(({ label, sentence }) => ({ key: label, value: sentence }))} />
      <p>A rate is the seats taken part in, of the seats taken part in or not. Ranges are 95% intervals.</p>
    </Details>
  );
}
