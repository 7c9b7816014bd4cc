import { addDays } from '@quorate/libs/time';
import type { DemoDraft, DemoSeat } from './demo-draft.js';

/** A made-up strike of hospital doctors, in the spring before the demo. */
export interface DemoStrike {
  readonly roleCodes: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
}

export function demoStrike(anchor: string): DemoStrike {
  return {
    roleCodes: ['geriatrician', 'palliativeConsultant', 'psychiatrist'],
    firstDay: addDays(anchor, -215),
    lastDay: addDays(anchor, -211),
  };
}

/** Whether whoever has the seat was called out on that day. */
export function isCalledOut(strike: DemoStrike, seat: DemoSeat, date: string): boolean {
  return (
    seat.holder !== null &&
    strike.roleCodes.includes(seat.roleCode) &&
    date >= strike.firstDay &&
    date <= strike.lastDay
  );
}

/** The strike as an organisation that commissions recorded it, for all providers. */
export function draftStrike(
  draft: DemoDraft,
  { roleCodes, firstDay, lastDay }: DemoStrike,
  { account, commissioner }: { readonly account: string; readonly commissioner: string },
): void {
  const strike_id = draft.id('strike', firstDay);
  draft.add('strike', {
    strike_id,
    organisation_id: draft.id('organisation', commissioner),
    withdrawn_because: '',
    lock_version: 1,
  });
  draft.add('strike_version', {
    strike_id,
    version: 1,
    role_codes: roleCodes,
    provider_ids: null,
    first_day: firstDay,
    last_day: lastDay,
    source_title: 'Hospital doctors’ strike (made up for the demo)',
    source_url: 'https://example.org/strike-of-hospital-doctors',
    needs_confirmation: false,
    state: 'counts',
    recorded_by: account,
    recorded_at: `${addDays(firstDay, -10)}T10:00:00Z`,
    declined_because: '',
  });
}
